// Package parallel does many small pieces of work on all processors. A goroutine for each piece would grow a stack for each.
package parallel

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Each does n pieces of work, numbered from 0, until one fails. It returns the first error.
func Each(ctx context.Context, n int, do func(i int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() error {
			for i := int(next.Add(1) - 1); i < n && ctx.Err() == nil; i = int(next.Add(1) - 1) {
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// atOnce is how many items of a list All looks at between two looks at the others.
const atOnce = 64

// All tells whether all items of a list are what they are asked to be. It stops at the first that is not.
func All[T any](list []T, is func(T) bool) bool {
	var failed atomic.Bool
	Each(context.Background(), (len(list)+atOnce-1)/atOnce, func(i int) error {
		for _, item := range list[i*atOnce : min(len(list), (i+1)*atOnce)] {
			if failed.Load() {
				break
			}
			if !is(item) {
				failed.Store(true)
			}
		}
		return nil
	})
	return !failed.Load()
}
