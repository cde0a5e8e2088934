"""受け渡し: pages where lists of resources come in and files go out."""
