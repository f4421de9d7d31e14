"""What can be done with an office, one function a verb: values and ports in, values out; nothing here prints."""
