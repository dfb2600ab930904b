/**
 * What the libraries that are compared with each other have in common. Each runs in a process of its own, so that threads, environment and
 * memory do not mix, and answers lines on its standard input, see {@link io.percept.bench.peer.PeerLoop}. Depends on nothing.
 */
package io.percept.bench.peer;
