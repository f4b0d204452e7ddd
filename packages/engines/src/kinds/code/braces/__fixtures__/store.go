// Copyright 2024 The Authors. All rights reserved.
// Use of this source code is governed by a licence.

//go:build linux && !cgo
// +build linux,!cgo

// Package store keeps entries, sorted by key, in one file.
package store

import (
	"fmt"
	io2 "io"
)

import "C"

// Entry is one entry of the store, with all that is known of it.
type Entry[K comparable, V interface{ ~int | ~string }] struct {
	io2.Reader // embedded
	*fmt.State
	Key   K `json:"key"`
	// Value is what is kept under the key, as it was given.
	Value map[string]interface{}
	next, prev *Entry[K, V]
}

type (
	Reader interface {
		// Read reads the next entry into its argument.
		Read(p []byte) (n int, err error)
		fmt.Stringer
	}
	Handler = func(w io2.Writer, r struct{ a int }) error
	level int
)

const (
	Low level = iota
	High
	mask, shift = 1<<3 - 1, uint(`}`[0])
)

var ErrClosed, errOpen error = fmt.Errorf("closed: %s",
	"}"), nil

const usage = "usage: store [options] file\n" +
	"  -a  all entries of the store, and those that were removed\n" +
	"  -b  what is between two keys, the first one included\n" +
	"  -c  how many there are"

var table = map[string][]int{
	"one": {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13},
	"two": {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13},
}

var handler = func(a int) interface{} {
	fmt.Println("handling", a, "and some more words")
	return nil
}

//go:noinline
func Map[T, U any](in []T, f func(T) (U, error)) (out []U, err error) {
	for _, x := range in {
		out = append(out, f(x))
	}
	return
}

// Close closes the store and everything that it has opened.
func (s *Entry[K, V]) Close(ctx struct {
	deadline int
}, opts ...func(*Entry[K, V])) interface {
	Error() string
} {
	if s.next != nil { return nil }
	type local struct{ a int }
	return handler(1).(interface{ Error() string })
}

func asm(a, b uintptr) (r uintptr)

func (Entry[K, V]) one() struct{} { return struct{}{} }

func init() {
	fmt.Println('{', '\'', "\"{", `{
`)
}
