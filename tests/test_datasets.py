"""What holds for every data set of the package."""

import inspect

import numpy as np

from mixlearn import datasets


def test_every_data_set_is_seeded_and_names_its_classes():
    """The same seed gives the same data, another seed others, and each row has a class by name."""
    makers = {
        name: maker
        for name, maker in inspect.getmembers(datasets, inspect.isfunction)
        if name != "make"
    }
    assert {"digits", "moons", "sentences", "series"} <= makers.keys()
    for name, maker in makers.items():
        data, again, other = maker(rng=0), maker(rng=0), maker(rng=1)
        assert isinstance(data, datasets.Dataset), name
        assert len(data.X) == len(data.y) == len(data.flipped) == len(data.outliers), name
        assert set(np.unique(data.y)) == set(range(len(data.classes))), name
        np.testing.assert_array_equal(data.X, again.X, err_msg=name)
        np.testing.assert_array_equal(data.y, again.y, err_msg=name)
        assert not np.array_equal(data.X, other.X), name
        assert repr(data) == f"Dataset: {data.about}", name
        assert data.about.endswith("."), name
