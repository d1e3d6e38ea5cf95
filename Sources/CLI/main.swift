print("tangram")
