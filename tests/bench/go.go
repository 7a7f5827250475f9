// The same work in Go, on one processor.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	switches   = 4000000
	ringTasks  = 1000
	ringRounds = 4000
	spawns     = 2000000
	sleepers   = 100000
	sleepMs    = 10
	parked     = 1000000
	items      = 4000000
	queueSize  = 64
	locks      = 10000000
	lockRounds = 1000000

	echoRoom     = 512
	echoRequests = 100000
)

func per(began time.Time, n int) {
	fmt.Printf("%.3f\n", float64(time.Since(began).Nanoseconds())/float64(n))
}

func yields(tasks, rounds int) {
	var all sync.WaitGroup
	all.Add(tasks)
	began := time.Now()
	for i := 0; i < tasks; i++ {
		go func() {
			for j := 0; j < rounds; j++ {
				runtime.Gosched()
			}
			all.Done()
		}()
	}
	all.Wait()
	per(began, tasks*rounds)
}

func spawn() {
	began := time.Now()
	for i := 0; i < spawns; i++ {
		done := make(chan struct{})
		go func() { close(done) }()
		<-done
	}
	per(began, spawns)
}

func wave() time.Duration {
	var all sync.WaitGroup
	all.Add(sleepers)
	began := time.Now()
	for i := 0; i < sleepers; i++ {
		go func() {
			time.Sleep(sleepMs * time.Millisecond)
			all.Done()
		}()
	}
	all.Wait()
	return time.Since(began)
}

func residentKib() int {
	var size, resident int
	text, _ := os.ReadFile("/proc/self/statm")
	fmt.Fscan(strings.NewReader(string(text)), &size, &resident)
	return resident * 4
}

func park() (time.Duration, int) {
	gate := make(chan struct{})
	var all, waiting sync.WaitGroup
	all.Add(parked)
	waiting.Add(parked)
	before := residentKib()
	began := time.Now()
	for i := 0; i < parked; i++ {
		go func() {
			waiting.Done()
			<-gate
			all.Done()
		}()
	}
	waiting.Wait()
	kib := residentKib() - before
	close(gate)
	all.Wait()
	return time.Since(began), kib
}

func queue() {
	channel := make(chan int, queueSize)
	began := time.Now()
	go func() {
		for i := 0; i < items; i++ {
			channel <- i
		}
		close(channel)
	}()
	for range channel {
	}
	per(began, items)
}

func lockFree() {
	var lock sync.Mutex
	began := time.Now()
	for i := 0; i < locks; i++ {
		lock.Lock()
		lock.Unlock()
	}
	per(began, locks)
}

// Two tasks that give way while they hold the lock, so that the other always has to wait.
func lockContended() {
	var lock sync.Mutex
	var all sync.WaitGroup
	all.Add(2)
	began := time.Now()
	for t := 0; t < 2; t++ {
		go func() {
			for i := 0; i < lockRounds; i++ {
				lock.Lock()
				runtime.Gosched()
				lock.Unlock()
			}
			all.Done()
		}()
	}
	all.Wait()
	per(began, 2*lockRounds)
}

func cpuNs() int64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func serve(connection net.Conn, all *sync.WaitGroup) {
	bytes := make([]byte, echoRoom)
	for {
		n, err := connection.Read(bytes)
		if err == nil {
			_, err = connection.Write(bytes[:n])
		}
		if err != nil {
			break
		}
	}
	connection.Close()
	all.Done()
}

// CPU time of this process for each request; the load is a process of its own.
func echo(connections int) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		os.Exit(1)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	load := exec.Command(os.Getenv("BENCH_LOAD"), strconv.Itoa(port), strconv.Itoa(connections),
		strconv.Itoa(echoRequests))
	load.Stderr = io.Discard
	began := cpuNs()
	if load.Start() != nil {
		os.Exit(1)
	}
	var all sync.WaitGroup
	all.Add(connections)
	for i := 0; i < connections; i++ {
		connection, err := listener.Accept()
		if err != nil {
			os.Exit(1)
		}
		go serve(connection, &all)
	}
	all.Wait()
	fmt.Printf("%.3f\n", float64(cpuNs()-began)/echoRequests)
}

func start() {
	done := make(chan struct{})
	go func() { close(done) }()
	<-done
}

func main() {
	runtime.GOMAXPROCS(1)
	switch os.Args[1] {
	case "switch":
		yields(2, switches)
	case "ring":
		yields(ringTasks, ringRounds)
	case "spawn":
		spawn()
	case "gather-cold":
		fmt.Printf("%.3f\n", float64(wave().Nanoseconds())/sleepers)
	case "gather-warm":
		wave()
		fmt.Printf("%.3f\n", float64(wave().Nanoseconds())/sleepers)
	case "park":
		took, kib := park()
		fmt.Printf("%.3f\n%.3f\n", float64(took.Nanoseconds())/parked, float64(kib)/parked)
	case "queue":
		queue()
	case "lock":
		lockFree()
	case "lock-contended":
		lockContended()
	case "echo-50":
		echo(50)
	case "echo-500":
		echo(500)
	case "start":
		start()
	default:
		os.Exit(2)
	}
}
