// Comments and blanks stand anywhere; an empty module follows.
"builtin.module" ( ) // the name
  ( {	// a tab
  ^bb0 : } ) : ( ) ->
  ( )
