/** Measurements, with JMH. Speed is stated as ratios within one run; see the module's results folder and README. */
package io.percept.bench;
