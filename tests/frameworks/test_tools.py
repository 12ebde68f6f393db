"""What notebook 12 says of other tools, as far as those that are installed can be asked.

These are no wishes: if one of them fails, the tool has changed, and the table has to.
"""

import numpy as np
import pytest

CLASSES = np.array([3, 7, 3, 7, 3, 7])


def mixed_by(layer, **data):
    images = np.random.default_rng(0).random((6, 8, 8, 1)).astype("float32")
    return layer({"images": images, **data}, training=True)


def test_keras_blends_class_numbers_as_numbers(keras):
    """A column of class numbers comes out with numbers in between; one-hot labels stay shares."""
    layer = keras.layers.MixUp(alpha=1.0, seed=0)
    numbers = keras.ops.convert_to_numpy(mixed_by(layer, labels=CLASSES[:, None])["labels"])
    assert ((numbers > 3.1) & (numbers < 6.9)).any()
    shares = mixed_by(layer, labels=np.eye(10, dtype="float32")[CLASSES])["labels"]
    np.testing.assert_allclose(keras.ops.convert_to_numpy(shares).sum(axis=1), 1, rtol=1e-5)


def test_keras_mixes_masks_into_a_wrong_shape(keras):
    """Masks of one channel come out of MixUp with one for each row."""
    masks = np.ones((6, 8, 8, 1), "float32")
    out = mixed_by(keras.layers.MixUp(seed=0), segmentation_masks=masks)
    assert out["segmentation_masks"].shape == (6, 8, 8, 6)


def test_keras_labels_a_patch_by_the_area_that_was_planned(keras):
    """On 8 x 8 pixels the label of CutMix is off the share of the pixels by a tenth and more."""
    black_and_white = np.repeat([0, 1], 32)
    images = np.zeros((64, 8, 8, 1), "float32") + black_and_white[:, None, None, None]
    labels = np.eye(2, dtype="float32")[black_and_white]
    out = keras.layers.CutMix(seed=0)({"images": images, "labels": labels}, training=True)
    images, labels = (keras.ops.convert_to_numpy(out[name]) for name in ("images", "labels"))
    off = abs(images.mean(axis=(1, 2, 3)) - labels[:, 1]).max()
    assert 0.1 < off < 0.25


def test_keras_takes_images_only(keras):
    """A table is refused."""
    table = np.zeros((6, 4), "float32")
    with pytest.raises(ValueError, match="rank 3"):
        keras.layers.MixUp(seed=0)({"images": table, "labels": np.eye(6)}, training=True)


def test_torch_has_no_beta_law_at_zero(torch):
    """So torchvision's MixUp needs an alpha above 0."""
    with pytest.raises(ValueError, match="concentration"):
        torch.distributions.Beta(torch.tensor([0.0]), torch.tensor([0.0]))
