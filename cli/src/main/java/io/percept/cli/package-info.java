/**
 * The {@code percept} command: {@code train}, {@code evaluate}, {@code predict} and {@code devices}. It only drives the library; what it
 * does can be done in Java with the same few calls.
 *
 * <p>Results go to standard output; progress, messages and errors to standard error. The exit code is 0 for success, 1 for a failure and
 * 2 for a mistake on the command line.
 */
package io.percept.cli;
