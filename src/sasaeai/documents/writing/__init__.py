"""書き出し: the writers behind `documents.tables` and `documents.report`."""
