"""A programme at an instant: whether it takes applications, when and where its sessions are."""
