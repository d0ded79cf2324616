// Command tool is built by the tests, to hear from the linker which modules a program holds.
package main

import "portolan/collectors/gomod"

func main() { gomod.New(gomod.Config{}) }
