"""A daily word in the mailbox itself, for who asks for it, when something needs the person."""
