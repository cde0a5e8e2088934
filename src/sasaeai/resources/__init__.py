"""地域資源: every place, group, service, person and company that can help, and whether it is true today."""
