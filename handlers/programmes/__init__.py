"""What a programme is at an instant: whether it takes applications, when and where its sessions are."""
