"""The lines that FailureLab runs, as plain Python."""

from typing import Any

from mixlearn.labs._failures import FIXED, NEW_POINTS, PLANS

__all__ = ["code"]


def code(settings: Any) -> str:
    """Write the lines that blend, train and measure what the right-hand side shows."""
    s, plan = settings, PLANS[settings.case]
    mixed = s.alpha > 0
    lam = f"ratios.from_uniform(for_ratios.random(len(first)), {s.alpha})"
    if mixed and s.ratio != "beta":
        lam = f"np.full(len(first), {1 - FIXED[s.ratio]})"
    steps_an_epoch = 1
    if plan.batch is not None:
        steps_an_epoch = plan.copies * 3 // plan.batch  # of the line, which alone has batches
    return _CODE.format(
        data=_DATA[s.case].format(seed=s.seed, new_seed=s.seed + 1000, new=NEW_POINTS),
        imports=_IMPORTS.get(s.case, "from mixlearn import SoftLabelMLP"),
        also=_ALSO.get(s.case, "blending, labels, pairing, ratios"),
        seed=s.seed,
        partners=s.partners if mixed else "any",
        neighbors=plan.neighbors,
        copies=plan.copies,
        lam=lam,
        model=_MODELS[s.case].format(plan=plan, epochs=s.steps // steps_an_epoch, seed=s.seed),
        answer=_ANSWERS[s.case],
    )


_IMPORTS = {
    "sine": (
        "from sklearn.linear_model import Ridge\n"
        "from sklearn.pipeline import make_pipeline\n"
        "from sklearn.preprocessing import SplineTransformer"
    )
}
_ALSO = {
    "sine": "blending, pairing, ratios",
    "stripes": "blending, datasets, labels, pairing, ratios",
    "wrong": "blending, datasets, labels, pairing, ratios",
    "linear": "blending, datasets, labels, pairing, ratios",
}

_CODE = """\
import numpy as np
{imports}

from mixlearn import {also}

{data}

# Pairs and ratios, from random numbers of their own. alpha = 0 gives the left-hand side.
for_pairs, for_ratios = np.random.default_rng({seed}).spawn(2)
first, second = pairing.pair(X, None, method="{partners}", n_neighbors={neighbors},
                             n_draws={copies}, rng=for_pairs)
lam = {lam}
lam = np.maximum(lam, 1 - lam)  # the point itself keeps the larger share

# Features and targets, by the same ratio.
blends = blending.interpolate(X, first, second, lam)
targets = blending.interpolate(Y, first, second, lam)

{model}
{answer}"""

_TOY = """\
train = datasets.make("{name}", 200, noise={noise}{wrong}, rng={{seed}})
new = datasets.make("{name}", {{new}}, noise={noise}, rng={{new_seed}})
X, Y = train.X, labels.one_hot(train.y)[0]"""

_DATA = {
    "line": """\
X, y = np.array([[-1.0], [0.0], [1.0]]), np.array([0, 1, 0])
Y = labels.one_hot(y)[0]""",
    "sine": """\
X = np.linspace(-2, 2, 60)[:, None]
Y = np.sin(3 * X) + 0.05 * np.random.default_rng({seed}).normal(size=(60, 1))""",
    "stripes": _TOY.format(name="stripes", noise=0.3, wrong=""),
    "wrong": _TOY.format(name="moons", noise=0.3, wrong=", label_noise=0.2"),
    "linear": _TOY.format(name="blobs", noise=0.7, wrong=""),
    "features": """\
def two_features(n, seed):
    rng, y = np.random.default_rng(seed), np.arange(n) % 2
    narrow, wide = 0.5 + 0.03 * rng.normal(size=n), rng.uniform(0.5, 3, n)
    return (2 * y - 1)[:, None] * np.column_stack([narrow, wide]), y

X, y = two_features(200, {seed})
X_new, y_new = two_features({new}, {new_seed})
broken = X_new.copy()
broken[:, 0] = np.random.default_rng({seed}).permutation(broken[:, 0])
Y = labels.one_hot(y)[0]""",
}

_NETWORK = """\
model = SoftLabelMLP({plan.hidden}, activation="{activation}", batch_size={plan.batch},
                     learning_rate_init={plan.rate}, max_iter={epochs}, random_state={seed})
model.fit(blends, targets)"""
_TANH = _NETWORK.replace("{activation}", "tanh")

_MODELS = {
    "line": _NETWORK.replace("{activation}", "relu"),
    "stripes": _TANH,
    "wrong": _TANH,
    "linear": _TANH,
    "features": _TANH,
    "sine": """\
knots = np.linspace(-2, 2, 12)[:, None]
model = make_pipeline(SplineTransformer(knots=knots), Ridge(1e-3)).fit(blends, targets[:, 0])""",
}

_SCORES = """\
shares = model.predict_proba(new.X)
print(f"new points right: {(shares.argmax(axis=1) == new.y).mean():.1%}")
print(f"sure on average:  {shares.max(axis=1).mean():.0%}")
"""
_WEIGHTS = """\
across, up = model.coefs_[0][:, 1] - model.coefs_[0][:, 0]
"""

_ANSWERS = {
    "line": """\
shares = model.predict_proba(X)
print(f"middle point: {shares[1, 1]:.2f} for its own class")
print(f"wrong:        {(shares.argmax(axis=1) != y).sum()} of 3 points")
""",
    "stripes": _SCORES,
    "wrong": _SCORES,
    "sine": """\
new = np.linspace(-2, 2, 401)
print(f"mean squared error: {((model.predict(new[:, None]) - np.sin(3 * new)) ** 2).mean():.3f}")
""",
    "linear": f"""\
{_SCORES}{_WEIGHTS}print(f"direction:        {{np.degrees(np.arctan2(up, across)):.1f}} degrees")
""",
    "features": f"""\
{_WEIGHTS}print(f"weight of wide to narrow: {{abs(up / across):.2f}}")
print(f"new points right:         {{model.score(X_new, y_new):.0%}}")
print(f"narrow feature broken:    {{model.score(broken, y_new):.0%}}")
""",
}
