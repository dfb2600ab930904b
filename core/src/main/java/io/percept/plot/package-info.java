/**
 * Pictures that any browser shows. Line charts as SVG: axes with round numbers, a legend, colours that the colour-blind can tell apart.
 * Grey pixels as PNG.
 */
package io.percept.plot;
