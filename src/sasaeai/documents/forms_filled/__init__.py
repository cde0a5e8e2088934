"""町の様式: a town's own Excel or Word form with `{{ … }}`, filled without changing its look."""

from sasaeai.documents.forms_filled.filling import FilledForm, fill, placeholders
from sasaeai.documents.forms_filled.marks import FormValue

__all__ = ["FilledForm", "FormValue", "fill", "placeholders"]
