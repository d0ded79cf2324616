package deploy

import (
	"context"

	"portolan/generator/publish/headers"
)

// Object is one thing that a store is to hold.
type Object struct {
	// Name is its name below the address, separated by slashes.
	Name string
	// Bytes is the size of the file it is made of.
	Bytes int64
	// Mark tells what it is made of and how it is to be served. Objects of one mark are the same.
	Mark string
	// Gzip says that its bytes are packed and that the host has to say so.
	Gzip bool
	headers.File

	source  string // the file it is made of
	content func() ([]byte, error)
}

// Stored is what a store's own list says of an object.
type Stored struct {
	Bytes int64
	// Version differs between any two contents of an object: an ETag, or a time to the nanosecond.
	Version string
}

// Store holds objects below an address. Its methods may be called from several goroutines.
type Store interface {
	// List returns all objects below the address, by name.
	List(ctx context.Context) (map[string]Stored, error)
	// Holds tells whether an object lies there just as it is to be.
	Holds(ctx context.Context, o Object) (bool, error)
	// Get returns the bytes of an object.
	Get(ctx context.Context, name string) ([]byte, error)
	// Put stores an object in one step and returns its version.
	Put(ctx context.Context, o Object, data []byte) (version string, err error)
	// Delete removes an object. One that is not there is removed already.
	Delete(ctx context.Context, name string) error
	// Packs tells how packed text is kept: true where an object's own bytes may be packed, since the store says so when
	// it hands them out; false where the packed form lies beside the plain one, as web servers look for it.
	Packs() bool
}

// Unreachable means that the other side cannot be reached or refuses.
type Unreachable struct{ Text, Hint string }

func (e Unreachable) Error() string { return e.Text }

// Address means that an address or setting says nothing that could be deployed to.
type Address struct{ Text, Hint string }

func (e Address) Error() string { return e.Text }
