"""What one inbound message means for everything it touches. Pure: values in, one `Turn` out."""
