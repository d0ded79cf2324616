package collectors

func collectInChild() int { return 0 }
