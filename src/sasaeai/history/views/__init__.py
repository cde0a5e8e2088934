"""Pages of the history: the auditor's list, one record, the chain, the monthly review."""
