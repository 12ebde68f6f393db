"""A lab's state as a text: written, read back, and refused where it is none."""

import pytest

from mixlearn.labs import BlendLab, BoundaryLab, LabError
from mixlearn.labs._state import read_state

HEAD = "mixlearn-boundary/1"


@pytest.fixture(scope="module")
def lab():
    """A quick lab, started away from the defaults."""
    return BoundaryLab(points=60, steps=20, hidden=8, alpha=1.0)


def test_a_state_brings_back_every_setting(lab):
    """Restoring a text gives settings and pictures of the moment when it was taken."""
    lab.set(alpha=0.7, shape="circles", seed=3)
    text, settings, panels = lab.state, lab.settings, lab.panels
    assert text.startswith(f'{HEAD} {{"alpha":0.7,"shape":"circles",')
    assert "\n" not in text
    lab.reset()
    assert lab.settings != settings
    lab.restore(text)
    assert (lab.settings, lab.panels, lab.state) == (settings, panels, text)
    assert BoundaryLab(points=60, steps=20, hidden=8).settings != settings


def test_what_a_text_leaves_out_takes_its_default(lab):
    """A short text leads to the same place on every lab, wherever that started."""
    lab.restore(f'  {HEAD} {{"points": 60, "steps": 20, "hidden": 8}}\n')
    assert lab.settings == BoundaryLab.Settings(points=60, steps=20, hidden=8)


def test_data_of_one_s_own_leave_their_settings_out():
    """A lab with data of its own names only what means something there."""
    X = [[i, i % 3] for i in range(20)]
    own = BoundaryLab(X=X, y=[i % 2 for i in range(20)], steps=20, hidden=8)
    assert "noise" not in own.state
    own.restore(own.state)
    with pytest.raises(LabError, match="for data of your own"):
        own.restore(f'{HEAD} {{"noise": 0.1}}')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must begin with 'mixlearn-boundary/1 '"),
        ("hello <b>you</b>", "must begin with"),
        ('{"alpha": 1}', "must begin with"),
        ('mixlearn-boundary/2 {"alpha": 1}', "must begin with"),
        ('mixlearn-playground/1 {"alpha": 1}', "must begin with"),
        (HEAD, "settings in JSON"),
        (f"{HEAD} {{'alpha': 1}}", "settings in JSON"),
        (f"{HEAD} __import__('os').system('true')", "settings in JSON"),
        (f'{HEAD} {{"alpha": 1}} {{}}', "settings in JSON"),
        (f'{HEAD} {{"alpha": 1, "alpha": 2}}', "settings in JSON"),
        (f'{HEAD} {{"alpha": NaN}}', "settings in JSON"),
        (f"{HEAD} {'[' * 1900}", "settings in JSON"),
        (f"{HEAD} [1, 2]", "settings in braces"),
        (f"{HEAD} 7", "settings in braces"),
        (f'{HEAD} {{"gamma": 1}}', "Got 'gamma' instead"),
        (f'{HEAD} {{"alpha": 4.1}}', "'alpha' must be a number from 0 to 4"),
        (f'{HEAD} {{"alpha": 1e999}}', "'alpha' must be a number from 0 to 4"),
        (f'{HEAD} {{"alpha": "1"}}', "'alpha' must be a number from 0 to 4"),
        (f'{HEAD} {{"alpha": true}}', "'alpha' must be a number from 0 to 4"),
        (f'{HEAD} {{"alpha": null}}', "'alpha' must be a number from 0 to 4"),
        (f'{HEAD} {{"seed": 1.5}}', "'seed' must be a whole number"),
        (f'{HEAD} {{"shape": ["moons"]}}', "'shape' must be one of"),
        (f'{HEAD} {{"shape": "moons", "alpha": -1}}', "'alpha' must be a number"),
        (f'{HEAD} {{"alpha": 1}}{" " * 2000}', "at most 2000 characters. Got 20"),
        (b'mixlearn-boundary/1 {"alpha": 1}', "must be a text. Got bytes"),
        (None, "must be a text. Got NoneType"),
    ],
)
def test_what_is_no_state_changes_nothing(lab, text, said):
    """Whatever is wrong with a text, one sentence says so, and the lab stays where it is."""
    before = (lab.settings, lab.result, lab.panels, lab.state, lab.sentence)
    with pytest.raises(LabError, match=r"^[^\n]+$") as refused:
        lab.restore(text)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 300
    assert (lab.settings, lab.result, lab.panels, lab.state, lab.sentence) == before


def test_a_state_belongs_to_one_kind_of_lab(lab):
    """The text of another lab is refused by its head."""
    with pytest.raises(LabError, match="mixlearn-blend/1"):
        BlendLab().restore(lab.state)


def test_an_error_shows_little_of_a_long_text():
    """An error names the beginning of what came, not two thousand letters."""
    with pytest.raises(LabError) as refused:
        read_state(HEAD, "x" * 2000)
    assert len(str(refused.value)) < 200
