"""資源の取り込み: lists of every shape, read row by row; every row is taken in or comes back with its reason."""

from sasaeai.resources.importing.checking import Checked, Ready, Wishes, check_file
from sasaeai.resources.importing.writing import Taken, take_in

__all__ = ["Checked", "Ready", "Taken", "Wishes", "check_file", "take_in"]
