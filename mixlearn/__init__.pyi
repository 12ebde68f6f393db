from . import blending as blending
from . import boundary as boundary
from . import cuts as cuts
from . import datasets as datasets
from . import estimators as estimators
from . import labels as labels
from . import labs as labs
from . import methods as methods
from . import metrics as metrics
from . import mixing as mixing
from . import networks as networks
from . import pairing as pairing
from . import plots as plots
from . import quiz as quiz
from . import ragged as ragged
from . import ratios as ratios
from . import sweeps as sweeps
from . import testing as testing
from .estimators import MixupClassifier as MixupClassifier
from .mixing import Mixed as Mixed
from .mixing import Mixing as Mixing
from .mixing import mix as mix
from .networks import MixMatchClassifier as MixMatchClassifier
from .networks import SoftLabelMLP as SoftLabelMLP

__version__: str
