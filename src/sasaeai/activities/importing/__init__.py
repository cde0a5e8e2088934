"""取り込み: old logs of activities, read row by row; every row is taken in or comes back with its reason."""

from sasaeai.activities.importing.checking import Checked, Ready, Wishes, check_file
from sasaeai.activities.importing.writing import Taken, take_in

__all__ = ["Checked", "Ready", "Taken", "Wishes", "check_file", "take_in"]
