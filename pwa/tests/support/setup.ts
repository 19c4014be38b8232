/** What a browser has and Node lacks. */
import "fake-indexeddb/auto";
