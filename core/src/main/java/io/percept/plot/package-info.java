/** Line charts as SVG pictures that any browser shows: axes with round numbers, a legend, colours that the colour-blind can tell apart. */
package io.percept.plot;
