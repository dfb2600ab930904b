/**
 * The specification of every operation: plain loops in double precision, one method each, in the order in which the formulas are
 * written. It is a backend too ({@code --device reference}), slow and exact, and the arbiter of all others.
 */
package io.percept.reference;
