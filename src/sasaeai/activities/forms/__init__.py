"""Forms of this capability."""

from sasaeai.activities.forms.entry import EntryForm, typed_of

__all__ = ["EntryForm", "typed_of"]
