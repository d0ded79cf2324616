package oracle
import ("testing";"os";"syscall";"github.com/go-json-experiment/json/jsontext")
func cput() float64 { var u syscall.Rusage; syscall.Getrusage(0,&u); return float64(u.Utime.Nano()+u.Stime.Nano())/1e9 }
func bench(b *testing.B, f func(*os.File)) { c:=cput(); n:=0; for b.Loop() { in,_:=os.Open("/tmp/large.spdx.json"); f(in); in.Close(); n++ }; b.ReportMetric((cput()-c)/float64(n),"cpu-s") }
func BenchmarkZ(b *testing.B){ bench(b, func(in *os.File){ readLarge(in) }) }
func BenchmarkT(b *testing.B){ bench(b, func(in *os.File){ readTokens(in) }) }
func BenchmarkV(b *testing.B){ bench(b, func(in *os.File){ d:=jsontext.NewDecoder(in); d.ReadToken(); for d.PeekKind()!='}' { d.ReadToken(); if d.PeekKind()=='[' { d.ReadToken(); for d.PeekKind()!=']' { if _,err:=d.ReadValue(); err!=nil {panic(err)} }; d.ReadToken() } else { d.ReadValue() } } }) }
func BenchmarkW(b *testing.B){ bench(b, func(in *os.File){ d:=jsontext.NewDecoder(in, jsontext.AllowDuplicateNames(true)); d.ReadToken(); for d.PeekKind()!='}' { d.ReadToken(); if d.PeekKind()=='[' { d.ReadToken(); for d.PeekKind()!=']' { if _,err:=d.ReadValue(); err!=nil {panic(err)} }; d.ReadToken() } else { d.ReadValue() } } }) }
func BenchmarkU(b *testing.B){ bench(b, func(in *os.File){ d:=jsontext.NewDecoder(in, jsontext.AllowDuplicateNames(true)); for { if _,err:=d.ReadToken(); err!=nil {break} } }) }
