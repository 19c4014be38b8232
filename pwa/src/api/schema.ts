/** Generated from the server's OpenAPI document: `npm run api`. Do not edit. */
export interface paths {
    "/api/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with login and password
         * @description Sets the session cookie. Slowed by account and by address after failures; Retry-After says for how long.
         */
        post: operations["sign_in_with_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session; does nothing when there is none.
         */
        post: operations["sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's own password
         * @description Everybody signed in with the old one is signed out, this session too.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The demo's accounts
         * @description Empty unless the server is a demo.
         */
        get: operations["demo_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of one's branches, by login */
        get: operations["list_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/branches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The branches one works for */
        get: operations["list_branches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Phones of one's branches, the last heard of first */
        get: operations["list_devices"];
        put?: never;
        /**
         * Enrol this phone
         * @description Answers the phone's long-lived token, which it sends as `Authorization: Device <token>` from then on. A phone that is enrolled sends its token along, and the person joins it.
         */
        post: operations["enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{device_id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a lost phone
         * @description What it hands over from now on is kept, as quarantined, but it gets nothing any more.
         */
        post: operations["suspend_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{device_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a suspended phone in again */
        post: operations["resume_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which server this is, and what time it has */
        get: operations["see_server"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a photo's upload; its bytes may come along
         * @description Upload-Metadata: sha256 (of the whole, lower-case hex) and visit (the entry's id) are needed; mime, taken_at (RFC 3339) and home are welcome. 201 answers Location and Upload-Offset: an offset equal to the length means that these bytes are here already, brought by the same device, and nothing is left to send.
         */
        post: operations["begin_upload"];
        delete?: never;
        /** What this server's tus offers */
        options: operations["discover_uploads"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The same as PATCH, for networks that know no PATCH
         * @description With X-HTTP-Method-Override: PATCH, as tus 1.0 describes it.
         */
        post: operations["continue_upload_by_post"];
        delete?: never;
        options?: never;
        /** How far an upload has come */
        head: operations["see_upload"];
        /**
         * Send a photo's bytes on from where they ended
         * @description What arrived before a connection broke is kept: ask with HEAD, and go on from there.
         */
        patch: operations["continue_upload"];
        trace?: never;
    };
    "/api/v1/photos/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        /**
         * A photo of a visit
         * @description A copy without metadata, upright, 320 or 1280 pixels on its longer side; or, for supervisors, the original bytes as a download. In ranges if wanted; ETag, If-Range and If-None-Match save the repeat.
         */
        get: operations["see_photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos/retentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long photos are kept
         * @description The newest that applies wins, the more specific first: branch, class, everybody. Without any: for good.
         */
        get: operations["list_retentions"];
        /**
         * Set from a day on how long photos are kept
         * @description Once a day photos whose time is over are removed with all their copies. A shorter time counts from the day after it was set, a longer one at once. Open cases and disputes hold their photos.
         */
        put: operations["set_retention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos/retentions/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the next removal would remove
         * @description By what is set, or, with months, as if that were set too.
         */
        get: operations["forecast_removal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/points/{point_id}/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        /** The disputes of a metering point, the newest first */
        get: operations["list_disputes"];
        put?: never;
        /**
         * Say that a metering point's readings are disputed
         * @description Until it ends, the photos of these periods are kept, whatever is set. One at a time.
         */
        post: operations["open_dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/points/{point_id}/disputes/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a metering point's dispute */
        post: operations["end_dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Periods that were opened, the newest first */
        get: operations["list_periods"];
        put?: never;
        /**
         * Open a branch's period
         * @description Runs and tasks appear for every route that is due. Opening an open one adds what was routed since.
         */
        post: operations["open_period"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is still open in a period, before it is closed */
        get: operations["see_closing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a branch's period
         * @description Nothing is lost by it: what phones still bring is kept, and the office is asked about each entry. Open tasks and cases stay as they are. It can be opened again.
         */
        post: operations["close_period"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a closed period again */
        post: operations["reopen_period"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Routes with their schedule */
        get: operations["list_routes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs with their counts and holders */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** The tasks of a run, in walking order */
        get: operations["see_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a run to a reader
         * @description Everything of it that can still be read; what is done stays with who did it. Both phones learn it at their next pull.
         */
        post: operations["assign_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move tasks to another reader, while both are walking */
        post: operations["move_tasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take tasks back that needn't be read
         * @description Only what nobody has read: open, skipped and returned ones. Their phones learn it at the next pull; what one read meanwhile is kept, and the office is asked. It can be undone.
         */
        post: operations["cancel_tasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give cancelled tasks back to who held them */
        post: operations["reopen_tasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/exclude": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve that a point isn't read this period */
        post: operations["exclude_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link and a QR code with which a customer reads the meter himself */
        post: operations["invite_customer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/points/unrouted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Active metering points that stand in no route */
        get: operations["list_unrouted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ledger 户数核对 of a period, a run, a holder or a transformer area
         * @description Points: active = routed + unrouted. Due: all = assigned + unassigned + excluded + unplanned (routed since the period was opened: open it again). Tasks ever assigned to a holder = read + skipped + returned + moved + contested + closed elsewhere + cancelled + open.
         */
        get: operations["see_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/photos/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which visits need a photo, how large, and over which networks it goes
         * @description The newest that applies wins, the more specific first: route, branch, class, everybody. `usual`: without any.
         */
        get: operations["list_photo_policies"];
        /**
         * Set from a day on which visits need a photo
         * @description Visits keep what they were asked; tasks that nobody has been to yet are planned again, and phones hear of it.
         */
        put: operations["set_photo_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand over entries
         * @description Every entry gets a receipt, whatever it holds: applied, duplicate, contested, quarantined or conflict. The same entry again gets the same receipt. At most 500 entries and 1 MB, an entry at most 64 KB: else 413, and the client halves. Nothing of a push is received until it is answered.
         */
        post: operations["push"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stored receipts of entries */
        get: operations["see_receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed for a reader, or all he holds
         * @description Without a cursor: a paged snapshot at a fixed mark; ask on with `page` until it is null, then use `cursor`. With one: the changes since. The header X-Person names whose tasks are asked for; it is needed where several people have signed in on the phone. With If-None-Match: "<cursor>" an answer without news is 304. With `compact` the lists come as columns (docs/SYNC.md), which is the same in fewer bytes.
         */
        get: operations["pull_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The phone's public key, by which its files are known as its own */
        put: operations["register_key"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/courier/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files brought for phones of one's branches, the newest first */
        get: operations["list_carried"];
        put?: never;
        /**
         * Begin to bring a colleague's file
         * @description Upload-Metadata: sha256 of the whole, lower-case hex. The same file again, by the same person or phone, answers where it stands: Upload-Offset says how much is here, all of it where it was taken up already.
         */
        post: operations["begin_carrying"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/courier/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /** How far a file has come */
        head: operations["see_carrying"];
        /**
         * Send a file's bytes on from where they ended
         * @description With the last byte the file is looked through from end to end: 204 means that it is kept and being taken up.
         */
        patch: operations["continue_carrying"];
        trace?: never;
    };
    "/api/v1/courier/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        /** What became of a file one brought */
        get: operations["see_carried"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/days/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receipts of days, the newest first */
        get: operations["list_day_receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/days/receipts/{receipt_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt_id: string;
            };
            cookie?: never;
        };
        /**
         * One receipt: what was signed, whether it holds, and its digest to print
         * @description `file` is what `python -m backend.cli receipt verify` takes, without this server. `legend` says what its ids stand for; points and meters are named where their branch is yours.
         */
        get: operations["see_day_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_id}/kept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        /**
         * The entries a quarantine case is about
         * @description Whose phone, who, when, at which stop, the values, notes and photos that can be made out, and each entry as text; of an id that was taken, both contents. What names no stop belongs to the phone's branch, whose supervisors see it; administrators see all.
         */
        get: operations["see_kept"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_id}/take-over": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over entries that were kept
         * @description They are interpreted as if nothing had spoken against them when they came: applied, or contested where they meet somebody else's. Of a newer version counts what this server knows; null characters are left out. What can't be read, names a stop there isn't, or has an id that is taken can't be taken over. Receipts given stay as they are.
         */
        post: operations["take_over_kept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The meter a customer is asked to read
         * @description With a link's token, or signed in with ?task_id=. What the dials showed before is not told.
         */
        get: operations["see_report_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A customer's own reading
         * @description Judged by the same rules as a reader's, and answered with a receipt. The task is closed for its reader with his next contact. Sending the same id and content again answers the same receipt. Photos follow by tus, with the answer's `visit` in their metadata.
         */
        post: operations["report_reading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report/help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The customer can't read the meter: send somebody */
        post: operations["ask_for_a_reader"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A signed-in customer's metering points */
        get: operations["list_own_points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules with their defaults, and what was set instead
         * @description The newest that applies wins, the more specific first: branch and class, branch, class, everybody.
         */
        get: operations["list_thresholds"];
        /**
         * Set a rule's thresholds from a day on
         * @description Findings keep what they were judged by; bands of rounds that aren't over are made again.
         */
        put: operations["set_thresholds"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The queue of cases */
        get: operations["list_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        /** A case whole: visits, photos, history, what probably happened, and what may be decided */
        get: operations["see_case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_id}/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        /**
         * What each method would estimate in place of a case's values
         * @description last_year: the same days a year ago × trend. profile: what is expected of it, by its own past and its class. linear: the mean of the last three months. A method that knows too little is left out.
         */
        get: operations["see_estimates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a case in hand, or give it back */
        post: operations["claim_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a case
         * @description accept: the value stands (of a contested case: that of `visit_id`). correct, estimate: other values take its place; without `values` the estimate is what was expected. A correction the rules doubt is asked once more. re_read, field_check: somebody is sent, and the case waits. dismiss: there is nothing to do. The reader hears of it with the next pull.
         */
        post: operations["decide_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a decision
         * @description Until the point is handed over: what was read stands again, what was ordered is cancelled.
         */
        post: operations["reopen_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept many cases at once
         * @description What can't be accepted stays, and why is said.
         */
        post: operations["accept_cases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far every reader has come */
        get: operations["see_today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit trail, the newest lines first
         * @description Chained by hashes, a chain a branch; `audit verify` on the server checks it.
         */
        get: operations["see_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs that failed too often and wait for a person */
        get: operations["see_dead_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a failed job again
         * @description It gets as many attempts as a new one.
         */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a failed job up
         * @description What it was to do stays in the audit trail.
         */
        post: operations["drop_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The readings of a metering point, the newest first */
        get: operations["list_readings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/points/{point_id}/story": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        /** What happened at a metering point: route, use, readings, hand-overs, trail */
        get: operations["see_point_story"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a period stands on its way to billing, and which points are held */
        get: operations["list_releases"];
        put?: never;
        /**
         * Hand over every metering point that may be
         * @description Point by point: a doubtful one is held with its reason and holds nobody else. What was handed over before stays; a value corrected since has become a numbered adjustment.
         */
        post: operations["release_readings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settlement lines of what was handed over */
        get: operations["list_settlement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A period's readings as CSV or XLSX
         * @description Streams, a row a register. Identifiers are text: in XLSX as text cells, in CSV as they are (a spreadsheet that opens a CSV directly shortens long numbers: give people the XLSX). No cell can become a formula.
         */
        get: operations["export_readings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Column profiles, and the columns to choose from */
        get: operations["list_export_profiles"];
        /** Make or change a branch's column profile */
        put: operations["set_export_profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/precision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often each rule was right in past cycles
         * @description Of the visits each rule asked about: how many were corrected, and how many were real after all.
         */
        get: operations["see_precision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/thresholds/what-if": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a rule would have asked of past cycles with other thresholds
         * @description The visits of the last cycles are judged again with the tried numbers. Nothing is changed.
         */
        post: operations["try_threshold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        /**
         * The findings of a case's visits judged again
         * @description By the versions they keep, from the same facts; and by the thresholds of today. Nothing is changed.
         */
        get: operations["replay_case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The visits drawn of a period, the highest score first
         * @description What was observed of each, in parts. No part proves anything by itself, and no score feeds anyone's pay.
         */
        get: operations["list_samples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/draw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw what is to be looked at
         * @description All visits from a score on, and a seeded random share of the rest. Drawing twice adds nothing.
         */
        post: operations["draw_samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{visit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what was seen of a drawn visit */
        post: operations["judge_sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stops of a period without a reading, with what each method would estimate
         * @description Nothing is written: this is what to look at before estimating. `why` says why a stop can't be estimated.
         */
        get: operations["list_missing"];
        put?: never;
        /**
         * Estimate stops nobody could read
         * @description Marked as estimates, so often in a row as VEE-13 lets pass. The task stays: who reads the meter later has his reading stand in the estimate's place, and a point handed over meanwhile is adjusted.
         */
        post: operations["estimate_stops"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/estimates/take-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take estimates back
         * @description Until the point is handed over: then a correction makes an adjustment.
         */
        post: operations["take_estimates_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find metering points by any number, name or address
         * @description Numbers are those of the point, account, meter (asset, serial, communication address) and box.
         */
        get: operations["find_points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/points/{point_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        /**
         * One metering point with its account, topology, meters and events
         * @description What happened there (readings, releases, changes) is at `/points/{point_id}/story`.
         */
        get: operations["see_point"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Transformer areas 台区 of a branch, by number */
        get: operations["list_areas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, newest first */
        get: operations["list_imports"];
        put?: never;
        /**
         * Import a file
         * @description The file is checked whole before anything is written, and seen at once at its end. Ask `/imports/{import_id}` how far it is. The same file sent again while it is on its way is the same import.
         */
        post: operations["import_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The kinds of files, and their columns
         * @description In the order in which a company that begins imports them.
         */
        get: operations["import_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/kinds/{kind}/template.csv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        /** An empty file of a kind, with an example row */
        get: operations["import_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        /** How an import goes, and what is wrong in its file */
        get: operations["see_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import_id}/errors.csv": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        /** All faults of a file, as a file */
        get: operations["import_errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practice/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The demo's routes
         * @description Only a demo's server has them.
         */
        get: operations["practice_routes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practice/meters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the meters of a route show today
         * @description In walking order. They go on from their history; a few are odd on purpose. Only a demo's server has them.
         */
        get: operations["practice_meters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Problem */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description Never changes its meaning; the key of translations */
            code: string;
            detail: string;
            what_to_do: string;
            /** @description The path of the value that is wrong */
            field?: string;
            /** @description Numbers and names for the sentence */
            params: {
                [key: string]: unknown;
            };
        };
        PaginationMetadata: {
            /** @description Total number of items. */
            total?: number;
            /** @description Total number of pages. */
            total_pages?: number;
            /** @description First available page number. */
            first_page?: number;
            /** @description Last available page number. */
            last_page?: number;
            /** @description Current page number. */
            page?: number;
            /** @description Previous page number. */
            previous_page?: number;
            /** @description Next page number. */
            next_page?: number;
        };
        AttemptBody: {
            /** Format: uuid */
            task_id: string;
            /** Format: uuid */
            installation_id: string;
            /** Format: uuid */
            register_id: string;
            /**
             * @description Typed before any hint was shown
             * @example 4821.6
             */
            value: string;
            n: number;
            hint?: string[];
            rules_version?: number;
            band_version?: number;
        } & {
            [key: string]: unknown;
        };
        Place: {
            /** @example 36.1021 */
            lat: string;
            /** @example 113.2187 */
            lon: string;
            accuracy_m?: number | null;
            /** @enum {string} */
            datum?: "WGS-84" | "GCJ-02" | "BD-09";
            /** Format: date-time */
            at?: string | null;
        } & {
            [key: string]: unknown;
        };
        Guide: {
            x: number;
            y: number;
            w: number;
            h: number;
        } & {
            [key: string]: unknown;
        };
        Photo: {
            sha256: string;
            size: number;
            mime: string;
            /** Format: date-time */
            taken_at: string;
            place?: components["schemas"]["Place"] | null;
            guide?: components["schemas"]["Guide"] | null;
        } & {
            [key: string]: unknown;
        };
        Value: {
            /** Format: uuid */
            register_id: string;
            /**
             * @description What stands on the dial; never negative
             * @example 4821.6
             */
            value: string;
            /**
             * Format: date-time
             * @description The moment the value stands for
             */
            value_at: string;
            /** @enum {string} */
            obtained?: "typed" | "optical";
            frozen?: boolean;
            /**
             * Format: date-time
             * @description When a maximum demand occurred
             */
            occurred_at?: string | null;
            attempts?: number;
        } & {
            [key: string]: unknown;
        };
        MeterFound: {
            /** @enum {string} */
            how: "scanned" | "typed" | "box" | "listed";
            text?: string;
            symbology?: string | null;
            /** @enum {string} */
            verdict?: "expected" | "other" | "unknown";
            /** Format: uuid */
            other_task_id?: string | null;
            reason?: string | null;
        } & {
            [key: string]: unknown;
        };
        Said: {
            rule: string;
            /** @enum {string} */
            action?: "info" | "confirm" | "case" | "hold";
            /** Format: uuid */
            register_id?: string | null;
        } & {
            [key: string]: unknown;
        };
        Judged: {
            rules_version?: number;
            band_version?: number;
            findings?: components["schemas"]["Said"][];
        } & {
            [key: string]: unknown;
        };
        VisitBody: {
            /** Format: uuid */
            task_id: string;
            task_version: number;
            note?: string | null;
            /** Format: date-time */
            taken_at: string;
            troubles?: string[];
            place?: components["schemas"]["Place"] | null;
            photos?: components["schemas"]["Photo"][];
            /** Format: uuid */
            run_id: string;
            /** Format: uuid */
            point_id: string;
            /** Format: uuid */
            installation_id: string;
            readings: components["schemas"]["Value"][];
            meter_found?: components["schemas"]["MeterFound"] | null;
            judged?: components["schemas"]["Judged"] | null;
            confirmed?: boolean;
            /** Format: uuid */
            supersedes?: string | null;
        } & {
            [key: string]: unknown;
        };
        SkipBody: {
            /** Format: uuid */
            task_id: string;
            task_version: number;
            note?: string | null;
            /** Format: date-time */
            taken_at: string;
            troubles?: string[];
            place?: components["schemas"]["Place"] | null;
            photos?: components["schemas"]["Photo"][];
            /** Format: uuid */
            run_id: string;
            /** Format: uuid */
            point_id: string;
            code: string;
            meter_found?: components["schemas"]["MeterFound"] | null;
        } & {
            [key: string]: unknown;
        };
        ReturnBody: {
            /** Format: uuid */
            task_id: string;
            task_version: number;
            note?: string | null;
            code: string;
        } & {
            [key: string]: unknown;
        };
        NoteBody: {
            text: string;
            /** Format: uuid */
            task_id?: string | null;
            /** Format: uuid */
            point_id?: string | null;
            place?: components["schemas"]["Place"] | null;
            photos?: components["schemas"]["Photo"][];
        } & {
            [key: string]: unknown;
        };
        InspectionBody: {
            /** Format: uuid */
            task_id: string;
            task_version: number;
            note?: string | null;
            /** Format: date-time */
            taken_at: string;
            troubles?: string[];
            place?: components["schemas"]["Place"] | null;
            photos?: components["schemas"]["Photo"][];
            outcome: string;
        } & {
            [key: string]: unknown;
        };
        HandoverBody: {
            through_seq: number;
            /** Format: uuid */
            to_person?: string | null;
            reason?: string | null;
        } & {
            [key: string]: unknown;
        };
        Counts: {
            read?: number;
            skipped?: number;
            returned?: number;
            moved?: number;
            contested?: number;
            closed_elsewhere?: number;
            cancelled?: number;
            open?: number;
        } & {
            [key: string]: unknown;
        };
        DayCloseBody: {
            /** Format: date */
            day: string;
            through_seq: number;
            counts?: components["schemas"]["Counts"];
            photos?: string[];
            cursor?: string | null;
        } & {
            [key: string]: unknown;
        };
        SignIn: {
            login: string;
            password: string;
        };
        Branch: {
            id: number;
            code: string;
            name: string;
        };
        Person: {
            /** Format: uuid */
            id: string;
            login: string;
            name: string;
            /** @enum {string} */
            role: "reader" | "supervisor" | "customer" | "admin";
            branches: components["schemas"]["Branch"][];
        };
        SignedIn: {
            person: components["schemas"]["Person"];
            demo: boolean;
        };
        Password: {
            password: string;
            new_password: string;
        };
        DemoAccount: {
            login: string;
            password: string;
            /** @enum {string} */
            role: "reader" | "supervisor" | "customer" | "admin";
            label_en: string;
            label_zh: string;
        };
        Demo: {
            demo: boolean;
            accounts: components["schemas"]["DemoAccount"][];
        };
        PersonPage: {
            items: components["schemas"]["Person"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        BranchPage: {
            items: components["schemas"]["Branch"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        Enrol: {
            name: string;
            /** @description The phone's own token, when it is enrolled already and another person signs in on it */
            token?: string;
            /** @description The phone's public key, as in PUT /sync/key */
            key?: string;
        };
        Enrolled: {
            /** Format: uuid */
            device_id: string;
            token: string;
            /** Format: uuid */
            incarnation: string;
        };
        Device: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            enrolled_at: string;
            /** Format: date-time */
            suspended_at: string | null;
            app_version: string;
            /** Format: date-time */
            last_contact_at: string | null;
            people: components["schemas"]["Person"][];
        };
        DevicePage: {
            items: components["schemas"]["Device"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        Server: {
            /** Format: uuid */
            incarnation: string;
            /** Format: date-time */
            now: string;
            demo: boolean;
            version: string;
            rules_version: number;
            practice: boolean;
        };
        Retention: {
            /** Format: uuid */
            id: string;
            branch_id: number | null;
            customer_class: string | null;
            /** Format: date */
            valid_from: string;
            version: number;
            months: number;
            /**
             * Format: date
             * @description When it removes the first photo at the earliest: the day after it was set
             */
            counts_from: string;
            /** Format: date-time */
            set_at: string;
        };
        RetentionPage: {
            items: components["schemas"]["Retention"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        SetRetention: {
            /**
             * @description Every branch when null
             * @default null
             */
            branch_id: number | null;
            /**
             * @description Every class when null
             * @default null
             */
            customer_class: string | null;
            /** Format: date */
            valid_from: string;
            /** @description After the end of the month a photo is of */
            months: number;
        };
        Forecast: {
            /** @description That would be removed */
            photos: number;
            bytes: number;
            /** @description Whose time is over, but an open case or a dispute holds them */
            held: number;
            /**
             * Format: date
             * @description The day the oldest of them came in
             */
            oldest: string | null;
            /** @description False: there are more, these were counted */
            complete: boolean;
        };
        Dispute: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            point_id: string;
            /** @example 2026-11 */
            from_period: string;
            /** @example 2026-11 */
            to_period: string | null;
            reason: string;
            /** Format: uuid */
            opened_by: string | null;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            ended_at: string | null;
            end_reason: string | null;
        };
        DisputePage: {
            items: components["schemas"]["Dispute"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        OpenDispute: {
            /** @example 2026-11 */
            from_period: string;
            /**
             * @description Null: whatever is read until it ends
             * @default null
             * @example 2026-11
             */
            to_period: string | null;
            reason: string;
        };
        EndDispute: {
            reason: string;
        };
        FieldworkCounts: {
            total: number;
            open: number;
            read: number;
            skipped: number;
            returned: number;
            contested: number;
            closed_elsewhere: number;
            cancelled: number;
        };
        Period: {
            branch_id: number;
            /** @example 2026-11 */
            period: string;
            /** @enum {string} */
            state: "open" | "closed";
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            closed_at: string | null;
            counts: components["schemas"]["FieldworkCounts"];
        };
        PeriodPage: {
            items: components["schemas"]["Period"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        OpenPeriod: {
            branch_id: number;
            /** @example 2026-11 */
            period: string;
        };
        Opened: {
            /** @example 2026-11 */
            period: string;
            /** @description How many runs are new */
            runs: number;
            /** @description How many tasks are new */
            tasks: number;
            /** @description How many of them are first readings */
            first: number;
            excluded: number;
            /** @description Active metering points that stand in no route */
            unrouted: number;
        };
        Closing: {
            /** @enum {string} */
            state: "open" | "closed";
            /** @description Tasks by state; none: left out */
            tasks: {
                [key: string]: number;
            };
            /** @description Open tasks that nobody holds */
            unassigned: number;
            /** @description Cases of the period that aren't decided */
            cases: number;
        };
        ClosePeriod: {
            branch_id: number;
            /** @example 2026-11 */
            period: string;
            reason: string;
        };
        Route: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            branch_id: number;
            blind: boolean;
            stops: number;
            /** @enum {string|null} */
            frequency: "monthly" | "odd" | "even" | "several" | null;
            reading_day: number | null;
        };
        RoutePage: {
            items: components["schemas"]["Route"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        NamedRoute: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
        };
        Holder: {
            /** Format: uuid */
            id: string;
            name: string;
            role: string;
        };
        Holders: {
            person: components["schemas"]["Holder"];
            tasks: number;
        };
        Run: {
            /** Format: uuid */
            id: string;
            branch_id: number;
            /** @example 2026-11 */
            period: string;
            number: number;
            /** @enum {string} */
            state: "planned" | "downloaded" | "reading" | "reviewed" | "released";
            /** Format: date */
            window_from: string;
            /** Format: date */
            window_to: string;
            route: components["schemas"]["NamedRoute"];
            counts: components["schemas"]["FieldworkCounts"];
            holders: components["schemas"]["Holders"][];
            unassigned: number;
        };
        RunPage: {
            items: components["schemas"]["Run"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        TaskPoint: {
            /** Format: uuid */
            id: string;
            number: string;
            address: string;
            class: string;
            branch_id: number;
        };
        TaskMeter: {
            asset_number: string;
            serial_number: string;
            phases: number;
        };
        TaskBox: {
            /** Format: uuid */
            id: string;
            barcode: string;
        };
        Task: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            run_id: string;
            sequence: number;
            /** @enum {string} */
            kind: "regular" | "first" | "make_up" | "re_read" | "field_check" | "special";
            /** @enum {string} */
            state: "open" | "read" | "skipped" | "returned" | "contested" | "closed_elsewhere" | "cancelled";
            version: number;
            /** Format: date */
            due_from: string;
            /** Format: date */
            due_to: string;
            reason: string | null;
            holder: components["schemas"]["Holder"] | null;
            point: components["schemas"]["TaskPoint"];
            meter: components["schemas"]["TaskMeter"];
            box: components["schemas"]["TaskBox"] | null;
            /** @description Why it was skipped, where it was */
            skip_code: string | null;
        };
        TaskPage: {
            items: components["schemas"]["Task"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        Assign: {
            /** Format: uuid */
            holder_id: string;
            /** @default  */
            reason: string;
        };
        Left: {
            /** Format: uuid */
            task_id: string;
            /** @enum {string} */
            why: "already_held" | "read" | "contested" | "closed_elsewhere" | "cancelled" | "unknown";
        };
        Assigned: {
            moved: string[];
            skipped: components["schemas"]["Left"][];
        };
        Move: {
            task_ids: string[];
            /** Format: uuid */
            holder_id: string;
            reason: string;
        };
        Cancel: {
            task_ids: string[];
            reason: string;
        };
        Cancelled: {
            /** @description Those it applied to */
            tasks: string[];
        };
        Exclude: {
            reason: string;
        };
        Invite: {
            /** @default 72 */
            hours: number;
        };
        Invited: {
            /** @description The token stands after the #, so that no log ever holds it */
            url: string;
            qr_svg: string;
            /** Format: date-time */
            expires_at: string;
        };
        Unrouted: {
            /** Format: uuid */
            id: string;
            number: string;
            branch_id: number;
            class: string;
            address: string;
            account_number: string;
            account_name: string;
        };
        UnroutedPage: {
            items: components["schemas"]["Unrouted"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        PointsLine: {
            active: number;
            routed: number;
            unrouted: number;
        };
        DueLine: {
            all: number;
            assigned: number;
            unassigned: number;
            excluded: number;
            /** @description Routed since the period was opened; opening it again plans them */
            unplanned: number;
        };
        TasksLine: {
            ever: number;
            read: number;
            skipped: number;
            returned: number;
            moved: number;
            contested: number;
            closed_elsewhere: number;
            cancelled: number;
            open: number;
        };
        HolderLine: {
            ever: number;
            read: number;
            skipped: number;
            returned: number;
            moved: number;
            contested: number;
            closed_elsewhere: number;
            cancelled: number;
            open: number;
            person: components["schemas"]["Holder"];
        };
        UnplannedRoute: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            /** @description Without a task in the period */
            stops: number;
        };
        Ledger: {
            branch_id: number;
            /** @example 2026-11 */
            period: string;
            points: components["schemas"]["PointsLine"];
            due: components["schemas"]["DueLine"];
            tasks: components["schemas"]["TasksLine"];
            by_holder: components["schemas"]["HolderLine"][];
            /** @description For a whole period; else empty */
            unplanned_routes: components["schemas"]["UnplannedRoute"][];
            /** @description Lines that don't add up; empty is how it must be */
            imbalances: ("points" | "due" | "tasks")[];
        };
        PhotoPolicy: {
            /** @enum {string} */
            need: "all" | "doubtful" | "sample" | "box" | "none";
            max_kb: number;
            /** @description The longer side */
            max_px: number;
            /** @enum {string} */
            network: "any" | "unmetered";
            /** Format: uuid */
            id: string;
            branch_id: number | null;
            customer_class: string | null;
            /** Format: uuid */
            route_id: string | null;
            /** Format: date */
            valid_from: string;
            version: number;
            share: number;
            seed: number;
            /** Format: date-time */
            set_at: string;
            /** @description Set after the day it is valid from: visits made until then weren't asked so */
            backdated: boolean;
        };
        PhotoTerms: {
            /** @enum {string} */
            need: "all" | "doubtful" | "sample" | "box" | "none";
            max_kb: number;
            /** @description The longer side */
            max_px: number;
            /** @enum {string} */
            network: "any" | "unmetered";
        };
        PhotoPolicies: {
            /** @description The newest first */
            items: components["schemas"]["PhotoPolicy"][];
            next: string | null;
            /** @description What holds where nothing was set */
            usual: components["schemas"]["PhotoTerms"];
        };
        SetPhotoPolicy: {
            /** @enum {string} */
            need: "all" | "doubtful" | "sample" | "box" | "none";
            max_kb: number;
            /** @description The longer side */
            max_px: number;
            /** @enum {string} */
            network: "any" | "unmetered";
            /**
             * @description Every branch when null
             * @default null
             */
            branch_id: number | null;
            /**
             * @description Every class when null
             * @default null
             */
            customer_class: string | null;
            /**
             * Format: uuid
             * @description Every route when null
             * @default null
             */
            route_id: string | null;
            /** Format: date */
            valid_from: string;
            /**
             * @description Of a sample, in per mille
             * @default 100
             */
            share: number;
            /**
             * @description Of a sample: who knows it can draw it again. One is drawn when null
             * @default null
             */
            seed: number | null;
        };
        Clock: {
            /** @description Random id of a page start */
            boot: string;
            /** @description Milliseconds since that start */
            mono_ms: number;
        } & {
            [key: string]: unknown;
        };
        PushingDevice: {
            /** Format: uuid */
            id: string;
            app_version?: string;
            /**
             * Format: date-time
             * @description The phone's wall clock
             */
            now?: string;
            /** @description The phone's monotonic clock now: makes corrected times possible */
            clock?: components["schemas"]["Clock"];
        } & {
            [key: string]: unknown;
        };
        Finding: {
            rule: string;
            /** @enum {string} */
            action: "info" | "confirm" | "case" | "hold";
            /** Format: uuid */
            register_id?: string;
            params: {
                [key: string]: unknown;
            };
        };
        Mark: {
            home: number;
            change_seq: number;
        };
        Receipt: {
            /** Format: uuid */
            id: string | null;
            /** @description The place in the push, for an entry without a usable id */
            index?: number;
            /** @enum {string} */
            outcome: "applied" | "duplicate" | "contested" | "quarantined" | "conflict";
            reason?: string;
            findings?: components["schemas"]["Finding"][];
            digest: string;
            mark: components["schemas"]["Mark"];
            mac: string;
        };
        Entry: {
            /**
             * Format: uuid
             * @description UUIDv7 given by the phone
             */
            id: string;
            /** @description Counted by the phone from 1, without gaps */
            seq: number;
            /** @description attempt, visit, skip, return, note, inspection, handover, day_close */
            kind: string;
            v: number;
            /** Format: date-time */
            recorded_at: string;
            clock: components["schemas"]["Clock"];
            /** Format: uuid */
            person: string;
            /** @description By kind; a kind the server doesn't know is kept for a person to look at */
            body: {
                [key: string]: unknown;
            } | components["schemas"]["AttemptBody"] | components["schemas"]["VisitBody"] | components["schemas"]["SkipBody"] | components["schemas"]["ReturnBody"] | components["schemas"]["NoteBody"] | components["schemas"]["InspectionBody"] | components["schemas"]["HandoverBody"] | components["schemas"]["DayCloseBody"];
        } & {
            [key: string]: unknown;
        };
        Push: {
            device: components["schemas"]["PushingDevice"];
            /** Format: uuid */
            incarnation?: string | null;
            /** @description The receipt with the newest mark the phone keeps: shows whether the server was restored */
            newest?: components["schemas"]["Receipt"] | null;
            entries: components["schemas"]["Entry"][];
        } & {
            [key: string]: unknown;
        };
        Pushed: {
            /** Format: uuid */
            incarnation: string;
            /** Format: date-time */
            now: string;
            backed_up_through: {
                [key: string]: number;
            };
            receipts: components["schemas"]["Receipt"][];
        };
        Receipts: {
            /** Format: uuid */
            incarnation: string;
            /** Format: date-time */
            now: string;
            backed_up_through: {
                [key: string]: number;
            };
            receipts: components["schemas"]["Receipt"][];
            unknown: string[];
        };
        PhotoSettings: {
            max_kb: number;
            max_px: number;
        };
        SealingKey: {
            key_id: string;
            /** @description P-256, the uncompressed point in hex */
            key: string;
        };
        PullSettings: {
            time_zone: string;
            rules_version: number;
            blind: boolean;
            photo: components["schemas"]["PhotoSettings"];
            keep_days: number;
            keys: {
                [key: string]: string;
            };
            /** @description What a file is sealed to when it has to be carried */
            courier: components["schemas"]["SealingKey"] | null;
        };
        Code: {
            code: string;
            en: string;
            zh: string;
            photo: boolean;
        };
        Codes: {
            skip: components["schemas"]["Code"][];
            trouble: components["schemas"]["Code"][];
            return: components["schemas"]["Code"][];
            typed_reason: components["schemas"]["Code"][];
        };
        PackRun: {
            /** Format: uuid */
            id: string;
            home: number;
            branch_id: number;
            route_code: string;
            route_name: string;
            blind: boolean;
            period: string;
            number: number;
            state: string;
            /**
             * Format: date-time
             * @description Since when its month is closed
             */
            closed_at: string | null;
            /** Format: date */
            window_from: string;
            /** Format: date */
            window_to: string;
        };
        TaskPhotoTerms: {
            max_kb: number;
            max_px: number;
            /** @enum {string} */
            network: "any" | "unmetered";
        };
        PackPoint: {
            /** Format: uuid */
            id: string;
            number: string;
            account_number: string;
            name: string;
            address: string;
            class: string;
            lat: string | null;
            lon: string | null;
            hint: string;
        };
        PackBox: {
            /** Format: uuid */
            id: string;
            barcode: string;
            address: string;
            floor: string;
            row: number | null;
            col: number | null;
        };
        PackMeter: {
            /** Format: uuid */
            id: string;
            asset_number: string;
            serial_number: string;
            comm_address: string;
            phases: number;
            model: string;
        };
        Previous: {
            value: string;
            /** Format: date-time */
            at: string;
            /** Format: date */
            on: string | null;
        };
        Expect: {
            lo: string;
            hi: string;
            mid: string;
            case_lo: string;
            case_hi: string;
            floor: string;
            version: number;
            days: number;
        };
        PackRegister: {
            /** Format: uuid */
            id: string;
            obis: string;
            kind: string;
            direction: string;
            energy: string;
            band: string;
            unit: string;
            digits: number;
            decimals: number;
            position: number;
            previous: components["schemas"]["Previous"] | null;
            expect: components["schemas"]["Expect"] | null;
            history: string[];
            zero_run: number;
        };
        PackTask: {
            /** Format: uuid */
            id: string;
            home: number;
            /** Format: uuid */
            run_id: string;
            version: number;
            /** @enum {string} */
            kind: "regular" | "first" | "make_up" | "re_read" | "field_check" | "special";
            /** @enum {string} */
            state: "open" | "read" | "skipped" | "returned" | "contested" | "closed_elsewhere" | "cancelled";
            sequence: number;
            /** Format: date */
            due_from: string;
            /** Format: date */
            due_to: string;
            /** Format: date-time */
            frozen_at: string | null;
            reason: string | null;
            /** @enum {string} */
            photo: "always" | "doubtful" | "box" | "none";
            /** @description How large photos may be and over which networks they go; null: as the settings say */
            photo_terms: components["schemas"]["TaskPhotoTerms"] | null;
            account_status: string;
            limits: {
                [key: string]: unknown;
            };
            point: components["schemas"]["PackPoint"];
            box: components["schemas"]["PackBox"] | null;
            meter: components["schemas"]["PackMeter"];
            /** Format: uuid */
            installation_id: string;
            multiplier: string;
            registers: components["schemas"]["PackRegister"][];
        };
        State: {
            /** Format: uuid */
            task_id: string;
            version: number;
            /** @enum {string} */
            state: "open" | "read" | "skipped" | "returned" | "contested" | "closed_elsewhere" | "cancelled";
            /** @enum {string} */
            holding: "read" | "skipped" | "returned" | "moved" | "contested" | "closed_elsewhere" | "cancelled" | "open";
        };
        Gone: {
            /** Format: uuid */
            task_id: string;
            /** Format: uuid */
            run_id: string;
            /** @enum {string} */
            why: "moved" | "cancelled" | "closed_elsewhere";
            version: number;
            /** @enum {string} */
            state: "read" | "skipped" | "returned" | "moved" | "contested" | "closed_elsewhere" | "cancelled" | "open";
        };
        Verdict: {
            /** Format: uuid */
            entry_id: string;
            /** Format: uuid */
            task_id?: string | null;
            outcome?: string | null;
            findings: components["schemas"]["Finding"][];
            text_code?: string | null;
        };
        Order: {
            /** @description day_receipt */
            kind: string;
            /** Format: uuid */
            id?: string;
            day?: string;
            number?: number;
            through_seq?: number;
            content?: {
                [key: string]: unknown;
            };
            key_id?: string;
            signature?: string;
        };
        Column: {
            /** @description How many */
            rows: number;
            /** @description Their column, see docs/SYNC.md */
            column: unknown;
        };
        Compact: {
            /** @description 1: columns; never newer than what was asked for */
            form: number;
            /** @description PackTask with one member more, `holding`: what `states` says of it in the plain form */
            tasks?: components["schemas"]["Column"];
            /** @description Of tasks that don't come whole */
            states?: components["schemas"]["Column"];
            gone?: components["schemas"]["Column"];
        };
        Pulled: {
            /** Format: uuid */
            incarnation: string;
            /** Format: date-time */
            now: string;
            backed_up_through: {
                [key: string]: number;
            };
            /** Format: uuid */
            person: string;
            cursor: string;
            /** @description home → change_seq this answer includes: receipts with a mark up to it are in its words on tasks */
            seen: {
                [key: string]: number;
            };
            page: string | null;
            snapshot: boolean;
            more: boolean;
            settings: components["schemas"]["PullSettings"];
            /** @description Left out when the phone has them already */
            codes?: components["schemas"]["Codes"];
            runs: components["schemas"]["PackRun"][];
            tasks: components["schemas"]["PackTask"][];
            states: components["schemas"]["State"][];
            gone: components["schemas"]["Gone"][];
            verdicts: components["schemas"]["Verdict"][];
            orders: components["schemas"]["Order"][];
            /** @description Where it was asked for: `tasks`, `states` and `gone` as columns; the lists themselves are empty then */
            compact?: components["schemas"]["Compact"];
        };
        Key: {
            /**
             * @description The phone's public key (ECDSA, P-256), the uncompressed point in hex
             * @example 046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5
             */
            key: string;
        };
        SyncCounts: {
            /** @description Receipts by outcome; what was received before counts with the outcome it had then */
            outcomes: {
                [key: string]: number;
            };
            /** @description Photos that are here by this file */
            photos: number;
            /** @description Photos that were here already */
            photos_known: number;
            /** @description Not as declared: the phone offers them again */
            photos_faulty: number;
            /** @description Pushes nobody could read: they stay on the phone */
            unread: number;
        };
        Carried: {
            /** Format: uuid */
            id: string;
            /**
             * @description open: bytes are missing; waiting: being taken up; done; refused: see problem
             * @enum {string}
             */
            state: "open" | "waiting" | "done" | "refused";
            problem: string | null;
            length: number;
            /** Format: date-time */
            begun_at: string;
            /** Format: date-time */
            done_at: string | null;
            counts: components["schemas"]["SyncCounts"] | null;
        };
        NamedPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        ListedCarried: {
            /** Format: uuid */
            id: string;
            /**
             * @description open: bytes are missing; waiting: being taken up; done; refused: see problem
             * @enum {string}
             */
            state: "open" | "waiting" | "done" | "refused";
            problem: string | null;
            length: number;
            /** Format: date-time */
            begun_at: string;
            /** Format: date-time */
            done_at: string | null;
            counts: components["schemas"]["SyncCounts"] | null;
            /**
             * Format: date-time
             * @description By the phone's clock
             */
            made_at: string | null;
            /** Format: uuid */
            device_id: string | null;
            /** @description Whose phone made it */
            owners: components["schemas"]["NamedPerson"][];
            /** @description Who brought it */
            carriers: components["schemas"]["NamedPerson"][];
        };
        ListedCarriedPage: {
            items: components["schemas"]["ListedCarried"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        NamedPhone: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        DayReceipt: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            day: string;
            /** @description 1: the day's receipt; higher: a supplement */
            number: number;
            /** Format: date-time */
            made_at: string;
            person: components["schemas"]["NamedPerson"];
            device: components["schemas"]["NamedPhone"];
            entries: number;
            readings: number;
            photos: number;
            key_id: string;
        };
        DayReceiptPage: {
            items: components["schemas"]["DayReceipt"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        ReceiptFile: {
            /** @enum {string} */
            kind: "day_receipt";
            /** Format: uuid */
            id: string;
            day: string;
            number: number;
            through_seq: number;
            /** @description What was signed, as canonical JSON (RFC 8785) */
            content: {
                [key: string]: unknown;
            };
            key_id: string;
            /** @description Ed25519, hex */
            signature: string;
            /** @description SHA-256 of the canonical content */
            digest: string;
        };
        NamedEntry: {
            seq: number | null;
            /** @description visit, skip, attempt, note, day_close … */
            kind: string | null;
        };
        NamedDial: {
            kind: string;
            direction: string;
            energy: string;
            band: string;
            unit: string;
            position: number;
        };
        NamedReading: {
            visit: string;
            register: string;
            /** @description The entry that brought it */
            seq: number | null;
            /** @description Number; null: another branch's */
            point: string | null;
            /** @description Asset number; null: another branch's */
            meter: string | null;
            dial: components["schemas"]["NamedDial"] | null;
        };
        NamedPhoto: {
            sha256: string;
            /** @description The entry that brought it; null: an earlier receipt's */
            seq: number | null;
        };
        Legend: {
            entries: components["schemas"]["NamedEntry"][];
            readings: components["schemas"]["NamedReading"][];
            photos: components["schemas"]["NamedPhoto"][];
        };
        Fault: {
            /** @enum {string} */
            code: "not_a_receipt" | "not_canonical" | "digest_differs" | "outer_differs" | "unknown_key" | "signature_wrong" | "entry_missing" | "reading_of_nothing" | "photo_unnamed";
            about: string;
        };
        DayReceiptDetail: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            day: string;
            /** @description 1: the day's receipt; higher: a supplement */
            number: number;
            /** Format: date-time */
            made_at: string;
            person: components["schemas"]["NamedPerson"];
            device: components["schemas"]["NamedPhone"];
            entries: number;
            readings: number;
            photos: number;
            key_id: string;
            file: components["schemas"]["ReceiptFile"];
            legend: components["schemas"]["Legend"];
            /** @description The public key that made it, hex */
            key: string | null;
            /** @description Empty when it holds */
            faults: components["schemas"]["Fault"][];
            /** @description The digest as a QR code */
            qr_svg: string;
        };
        KeptTask: {
            /** Format: uuid */
            id: string;
            kind: string;
            state: string;
            /** Format: uuid */
            point_id: string;
            number: string;
            address: string;
            /** @description The meter that is to be read there */
            meter: string;
        };
        KeptValue: {
            value: string;
            kind: string;
            energy: string;
            direction: string;
            band: string;
            unit: string;
            position: number;
        };
        KeptText: {
            lines: string[];
            /** @description There is more than is shown */
            cut: boolean;
            /** @description Lines, from 0, that the other content doesn't have */
            marked: number[];
        };
        Stored: {
            /** Format: date-time */
            received_at: string;
            outcome: string;
            reason: string | null;
            content: components["schemas"]["KeptText"];
        };
        KeptEntry: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description What its photos are asked for by
             */
            visit_id: string | null;
            /** @description visit, skip, attempt, note, day_close … */
            kind: string;
            seq: number | null;
            app_version: string;
            /** @description quarantined or conflict */
            outcome: string;
            /** @description Why it was kept */
            reason: string | null;
            /**
             * Format: date-time
             * @description By the phone's clock
             */
            recorded_at: string | null;
            /** Format: date-time */
            received_at: string;
            person: components["schemas"]["NamedPerson"] | null;
            /** @description False: it can't be taken over */
            understood: boolean;
            /** @description Why it can't; null: it can be tried */
            hinders: string | null;
            task: components["schemas"]["KeptTask"] | null;
            meter: string | null;
            values: components["schemas"]["KeptValue"][];
            skip_code: string | null;
            note: string | null;
            /** @description SHA-256 */
            photos: string[];
            /** @description Those that are here: GET /photos/{sha256}?visit={visit_id} */
            photos_whole: string[];
            content: components["schemas"]["KeptText"];
            /** @description Of same_id_other_content only */
            stored: components["schemas"]["Stored"] | null;
        };
        Kept: {
            device: components["schemas"]["NamedPhone"] | null;
            suspended: boolean;
            entries: components["schemas"]["KeptEntry"][];
        };
        TakeOver: {
            /** @default  */
            reason: string;
        };
        TakenOver: {
            /** @description Entries by what became of them: applied, duplicate, contested, quarantined (still kept) */
            outcomes: {
                [key: string]: number;
            };
        };
        BranchName: {
            name: string;
        };
        MaskedPoint: {
            /** Format: uuid */
            id: string;
            address_masked: string;
        };
        MeterTail: {
            /** @description The last six figures of the asset number */
            tail: string;
        };
        Dial: {
            /** Format: uuid */
            id: string;
            kind: string;
            direction: string;
            energy: string;
            band: string;
            unit: string;
            digits: number;
            decimals: number;
            position: number;
        };
        SelfreportReceipt: {
            receipt_no: string;
            /** Format: date-time */
            received_at: string;
            /** @enum {string} */
            kind: "plain" | "will_be_checked";
        };
        ReportSession: {
            branch: components["schemas"]["BranchName"];
            point: components["schemas"]["MaskedPoint"];
            meter: components["schemas"]["MeterTail"];
            registers: components["schemas"]["Dial"][];
            /** Format: date-time */
            expires_at: string | null;
            /** @enum {string} */
            state: "open" | "used" | "closed";
            receipt: components["schemas"]["SelfreportReceipt"] | null;
        };
        ReportValue: {
            /** Format: uuid */
            register_id: string;
            /** @example 4821.6 */
            value: string;
        };
        ReportMeterFound: {
            /** @enum {string} */
            how: "scanned" | "typed" | "listed";
            /** @default  */
            text: string;
        };
        ReportPhoto: {
            sha256: string;
            size: number;
            mime: string;
            /**
             * Format: date-time
             * @default null
             */
            taken_at: string | null;
        };
        Report: {
            /**
             * Format: uuid
             * @description Made by the page, UUIDv7: sent again, it answers the same receipt
             */
            id: string;
            values: components["schemas"]["ReportValue"][];
            meter_found: components["schemas"]["ReportMeterFound"];
            /** @default  */
            note: string;
            /** Format: date-time */
            taken_at: string;
            photos?: components["schemas"]["ReportPhoto"][];
        };
        Received: {
            receipt_no: string;
            /** Format: date-time */
            received_at: string;
            /** @enum {string} */
            kind: "plain" | "will_be_checked";
            /**
             * Format: uuid
             * @description For `visit` in the photos' Upload-Metadata
             */
            visit: string;
            photos_owed: string[];
        };
        Help: {
            /** @enum {string} */
            reason: "cannot_read" | "no_meter" | "other";
            /** @default  */
            note: string;
        };
        HelpReceived: {
            /** Format: date-time */
            received_at: string;
        };
        OwnPoint: {
            /** Format: uuid */
            id: string;
            number: string;
            address: string;
        };
        LastValue: {
            /** @example 4821.6 */
            value: string;
            /** @example 2026-11 */
            period: string;
        };
        OwnPointState: {
            point: components["schemas"]["OwnPoint"];
            meter: components["schemas"]["MeterTail"] | null;
            /** Format: uuid */
            task_id: string | null;
            /** @enum {string} */
            state: "open" | "done" | "none";
            last: components["schemas"]["LastValue"] | null;
        };
        OwnPoints: {
            items: components["schemas"]["OwnPointState"][];
            next: string | null;
        };
        Setter: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        Threshold: {
            /**
             * @example {
             *       "case_run": 6
             *     }
             */
            numbers: {
                [key: string]: number;
            };
            /** Format: uuid */
            id: string;
            rule: string;
            branch_id: number | null;
            customer_class: string | null;
            /** Format: date */
            valid_from: string;
            version: number;
            reason: string | null;
            /** Format: date-time */
            set_at: string;
            set_by: components["schemas"]["Setter"] | null;
        };
        Rule: {
            code: string;
            /**
             * @description Who asks it: phone and server, the server alone, or the server of many visits together
             * @enum {string}
             */
            where: "phone" | "office" | "together";
            version: number;
            defaults: {
                [key: string]: number;
            };
        };
        Thresholds: {
            /** @description Settings, the newest first */
            items: components["schemas"]["Threshold"][];
            next: string | null;
            /** @description The book, with its defaults */
            rules: components["schemas"]["Rule"][];
        };
        SetThreshold: {
            /**
             * @example {
             *       "case_run": 6
             *     }
             */
            numbers: {
                [key: string]: number;
            };
            rule: string;
            /**
             * @description Every branch when null
             * @default null
             */
            branch_id: number | null;
            /**
             * @description Every class when null
             * @default null
             */
            customer_class: string | null;
            /** Format: date */
            valid_from: string;
            /**
             * @description Why it was changed
             * @default
             */
            reason: string;
        };
        Named: {
            /** Format: uuid */
            id: string;
            name: string;
            login?: string;
            role?: string;
        };
        NamedDevice: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        Sender: {
            device: components["schemas"]["NamedDevice"] | null;
            person: components["schemas"]["Named"] | null;
            /** @description visit, skip, attempt, note, day_close … */
            kind: string | null;
        };
        SupervisionPlace: {
            /** Format: uuid */
            id: string;
            number: string;
            address: string;
            class: string;
            branch_id: number;
        };
        Headline: {
            code: string;
            params: {
                [key: string]: unknown;
            };
        };
        SupervisionHolder: {
            /** Format: uuid */
            id: string;
            name: string;
            login?: string;
            role?: string;
            /** Format: date-time */
            last_contact: string | null;
        };
        CaseItem: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "implausible" | "barcode_mismatch" | "contested" | "quarantined" | "photo_mismatch" | "customer_reading" | "ledger_difference";
            /** @enum {string} */
            state: "open" | "waiting" | "closed";
            branch_id: number;
            /** @example 2026-11 */
            period: string;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            taken_at: string | null;
            /** @description Who took the reading; its task may be another's by now */
            taken_by: components["schemas"]["Named"] | null;
            /** @description Of quarantined entries; null for other cases */
            sender: components["schemas"]["Sender"] | null;
            /** Format: uuid */
            task_id: string | null;
            point: components["schemas"]["SupervisionPlace"] | null;
            meter_tail: string;
            headline: components["schemas"]["Headline"];
            /**
             * @description kWh at stake
             * @example 4821.6
             */
            weight_kwh: string;
            holder: components["schemas"]["SupervisionHolder"] | null;
            claimed_by: components["schemas"]["Named"] | null;
            decision: string | null;
            reason: string | null;
            /** Format: date-time */
            closed_at: string | null;
            closed_by: components["schemas"]["Named"] | null;
        };
        CasePage: {
            items: components["schemas"]["CaseItem"][];
            next: string | null;
            total: number;
        };
        Point: {
            /** Format: uuid */
            id: string;
            number: string;
            address: string;
            class: string;
            branch_id: number;
            account_number: string;
            name: string;
            lat: string | null;
            lon: string | null;
        };
        Meter: {
            /** Format: uuid */
            id: string;
            asset_number: string;
            serial_number: string;
            comm_address: string;
            phases: number;
            model: string;
        };
        VisitPlace: {
            lat: string | null;
            lon: string | null;
            accuracy_m: number | null;
            /** @description From the point's archived position; what it proves depends on both */
            distance_m: number | null;
        };
        CodePoint: {
            /** Format: uuid */
            id: string;
            number: string;
            address: string;
        };
        CodeBox: {
            barcode: string;
            address: string;
        };
        CodeMeter: {
            asset_number: string;
            point: components["schemas"]["CodePoint"];
            box: components["schemas"]["CodeBox"] | null;
        };
        SupervisionCode: {
            text: string;
            symbology: string;
            /** @description Null: not known in the branches one may see */
            meter: components["schemas"]["CodeMeter"] | null;
        };
        Barcode: {
            /**
             * @description The expected meter's code; another meter's; no meter's that could be read; no readable picture; not looked at yet
             * @enum {string}
             */
            state: "match" | "mismatch" | "none" | "unreadable" | "pending";
            /** @description Of the code that decided */
            text: string | null;
            symbology: string | null;
            /** @description Whose that code is */
            meter: components["schemas"]["CodeMeter"] | null;
            /** @description All that were read, 8 at the most */
            codes: components["schemas"]["SupervisionCode"][];
        };
        PhotoDial: {
            /** @enum {string} */
            state: "agrees" | "differs" | "unconfirmed";
            /**
             * @description The digits seen, as a value; null: none believed
             * @example 4821.6
             */
            read: string | null;
            /**
             * Format: uuid
             * @description The register the photo speaks of
             */
            register_id: string | null;
        };
        CasePhoto: {
            sha256: string;
            /** @enum {string} */
            state: "owed" | "whole" | "quarantined" | "removed" | "lost";
            /** Format: date-time */
            taken_at: string | null;
            /**
             * Format: date-time
             * @description When its time to be kept was over
             */
            removed_at: string | null;
            /**
             * Format: date-time
             * @description When its bytes were found to be gone
             */
            lost_since: string | null;
            /** @description Null while the photo isn't here */
            barcode: components["schemas"]["Barcode"] | null;
            /** @description Null until, and unless, it was read */
            dial: components["schemas"]["PhotoDial"] | null;
        };
        PresencePart: {
            code: string;
            points: number;
            params: {
                [key: string]: unknown;
            };
        };
        Presence: {
            /** @description 0: nothing was observed, to 100 */
            score: number;
            parts: components["schemas"]["PresencePart"][];
        };
        Register: {
            /** Format: uuid */
            id: string;
            obis: string;
            /** @enum {string} */
            kind: "cumulative" | "demand" | "balance" | "count";
            /** @enum {string} */
            direction: "forward" | "reverse";
            /** @enum {string} */
            energy: "active" | "reactive";
            /** @enum {string} */
            band: "total" | "sharp" | "peak" | "flat" | "valley" | "deep";
            unit: string;
            digits: number;
            decimals: number;
            position: number;
        };
        SupervisionValue: {
            /** @example 4821.6 */
            value: string;
            /** Format: date-time */
            at: string | null;
        };
        SupervisionExpect: {
            /** @example 4821.6 */
            lo: string;
            /** @example 4821.6 */
            hi: string;
            /** @example 4821.6 */
            mid: string;
            /** @example 4821.6 */
            case_lo: string;
            /** @example 4821.6 */
            case_hi: string;
            version: number;
            /** @description How it came about, in numbers a person can recompute */
            basis: {
                [key: string]: unknown;
            };
        };
        SupervisionFinding: {
            rule: string;
            /** @enum {string} */
            action: "info" | "confirm" | "case" | "hold";
            /** Format: uuid */
            register_id: string | null;
            params: {
                [key: string]: unknown;
            };
            rules_version: number;
        };
        Stands: {
            /** Format: uuid */
            id: string;
            /** @example 4821.6 */
            value: string;
            obtained: string;
        };
        VisitReading: {
            /** Format: uuid */
            id: string;
            register: components["schemas"]["Register"];
            /** @example 4821.6 */
            value: string;
            previous: components["schemas"]["SupervisionValue"] | null;
            /** @example 4821.6 */
            advance: string | null;
            /** @example 4821.6 */
            kwh: string | null;
            expect: components["schemas"]["SupervisionExpect"] | null;
            obtained: string;
            quality: string[];
            findings: components["schemas"]["SupervisionFinding"][];
            /** @description What took this value's place, if anything did */
            stands: components["schemas"]["Stands"] | null;
        };
        Attempt: {
            /** Format: uuid */
            register_id: string;
            n: number;
            /** @example 4821.6 */
            value: string;
            /** Format: date-time */
            recorded_at: string;
            hint: string[];
        };
        Visit: {
            /** Format: uuid */
            id: string;
            standing: string;
            outcome: string;
            source: string;
            person: components["schemas"]["Named"] | null;
            /** Format: uuid */
            device_id: string | null;
            /** Format: date-time */
            taken_at: string;
            /** Format: date-time */
            corrected_at: string | null;
            /** Format: date-time */
            received_at: string;
            place: components["schemas"]["VisitPlace"] | null;
            meter_found: {
                [key: string]: unknown;
            } | null;
            skip_code: string | null;
            troubles: string[];
            note: string | null;
            confirmed: boolean;
            rules_version: number | null;
            band_version: number | null;
            photos: components["schemas"]["CasePhoto"][];
            /** @description Its task asked for a photo, and none was named */
            photo_missing: boolean;
            /** @description Null for what no phone brought */
            presence: components["schemas"]["Presence"] | null;
            readings: components["schemas"]["VisitReading"][];
            attempts: components["schemas"]["Attempt"][];
            /** @description Of the visit as a whole, not of one register */
            findings: components["schemas"]["SupervisionFinding"][];
        };
        Month: {
            /** @example 2026-11 */
            period: string;
            /** Format: uuid */
            register_id: string;
            /** @example 4821.6 */
            advance: string | null;
            /** @example 4821.6 */
            kwh: string | null;
            estimated: boolean;
            /** @example 4821.6 */
            lo: string | null;
            /** @example 4821.6 */
            hi: string | null;
        };
        Hypothesis: {
            code: string;
            params: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            register_id: string | null;
            /** @example 4821.6 */
            value: string | null;
            /** @description Per cent among those named for the register */
            odds: number;
        };
        Event: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["Named"] | null;
            kind: string;
            detail: {
                [key: string]: unknown;
            };
        };
        Related: {
            /** Format: uuid */
            task_id: string;
            kind: string;
            state: string;
            /** Format: date */
            due_to: string;
            holder: components["schemas"]["Named"] | null;
        };
        Earlier: {
            /** Format: uuid */
            visit_id: string;
            sha256: string;
            /** @example 2026-11 */
            period: string;
            /** Format: date-time */
            taken_at: string;
            person: components["schemas"]["Named"] | null;
            point: components["schemas"]["SupervisionPlace"] | null;
            /** @enum {string|null} */
            state: "owed" | "whole" | "quarantined" | "removed" | "lost" | null;
        };
        Reuse: {
            sha256: string;
            /** @description The very same file; else pictures that look alike */
            same_bytes: boolean;
            /** @description How much both agree, laid over one another, per mille */
            agreement: number;
            /** @description By how many degrees against the clock one lies to the other: 0, 90, 180, 270 */
            turn: number;
            mirrored: boolean;
            /** @description In a branch that one may not look into */
            elsewhere: boolean;
            earlier: components["schemas"]["Earlier"] | null;
        };
        CaseDetail: {
            case: components["schemas"]["CaseItem"];
            point: components["schemas"]["Point"] | null;
            meter: components["schemas"]["Meter"] | null;
            /** @example 4821.6 */
            multiplier: string | null;
            /** @description Newest first; of a contested case both */
            visits: components["schemas"]["Visit"][];
            /** @description Oldest first, 24 at the most */
            history: components["schemas"]["Month"][];
            /** @description Best first */
            hypotheses: components["schemas"]["Hypothesis"][];
            timeline: components["schemas"]["Event"][];
            decisions_allowed: ("accept" | "correct" | "estimate" | "re_read" | "field_check" | "dismiss")[];
            related: components["schemas"]["Related"][];
            /** @description Photos of the visit used before */
            reused: components["schemas"]["Reuse"][];
        };
        NewValue: {
            /** Format: uuid */
            register_id: string;
            /** @example 4821.6 */
            value: string;
        };
        Estimate: {
            /** @enum {string} */
            method: "last_year" | "profile" | "linear";
            values: components["schemas"]["NewValue"][];
        };
        Estimates: {
            items: components["schemas"]["Estimate"][];
            next: string | null;
        };
        Claim: {
            /**
             * @description Even when a colleague has it
             * @default false
             */
            take_over: boolean;
            /**
             * @description Give it back to the queue instead
             * @default false
             */
            let_go: boolean;
        };
        Decide: {
            /** @enum {string} */
            decision: "accept" | "correct" | "estimate" | "re_read" | "field_check" | "dismiss";
            /** @default  */
            reason: string;
            /** @description For correct, and for estimate where the proposed estimate isn't wanted */
            values?: components["schemas"]["NewValue"][];
            /**
             * Format: uuid
             * @description For accept of a contested case: which visit stands
             */
            visit_id?: string;
            /**
             * @description For correct: values are meant that the rules doubt, as an answer said
             * @default false
             */
            sure: boolean;
        };
        Decided: {
            /** @description False: the rules doubt the values. Send them again, `sure`, when they are meant */
            decided: boolean;
            case: components["schemas"]["CaseItem"];
            /** @description What the rules say of the values put in */
            findings: components["schemas"]["SupervisionFinding"][];
        };
        Reopen: {
            /** @default  */
            reason: string;
        };
        AcceptMany: {
            case_ids: string[];
            /** @default  */
            reason: string;
        };
        SupervisionLeft: {
            /** Format: uuid */
            case_id: string;
            code: string;
        };
        Accepted: {
            accepted: string[];
            left: components["schemas"]["SupervisionLeft"][];
        };
        WalkedRun: {
            /** Format: uuid */
            id: string;
            route_code: string;
            route_name: string;
        };
        TaskCounts: {
            ever: number;
            read: number;
            skipped: number;
            returned: number;
            moved: number;
            contested: number;
            closed_elsewhere: number;
            cancelled: number;
            open: number;
        };
        PhotoCounts: {
            whole: number;
            owed: number;
            /** @description That came, and are no picture: they aren't asked for again */
            unusable: number;
            /** @description Visits without the photo their task asked for */
            missing: number;
        };
        Progress: {
            person: components["schemas"]["Named"];
            /** Format: date-time */
            last_contact: string | null;
            device_ids: string[];
            runs: components["schemas"]["WalkedRun"][];
            tasks: components["schemas"]["TaskCounts"];
            photos: components["schemas"]["PhotoCounts"];
            contested: number;
            /**
             * Format: date-time
             * @description Today's first visit
             */
            first_at: string | null;
            /** Format: date-time */
            last_at: string | null;
        };
        StopCounts: {
            /** @description All but the cancelled */
            due: number;
            /** @description By a reader, a customer or from afar */
            read: number;
            open: number;
            /** @description Tried in vain, or given back */
            skipped: number;
            contested: number;
        };
        Today: {
            items: components["schemas"]["Progress"][];
            next: string | null;
            stops: components["schemas"]["StopCounts"];
        };
        AuditActor: {
            kind: string;
            id: string;
            name: string | null;
        };
        Subject: {
            kind: string;
            id: string;
        };
        AuditLine: {
            home: number;
            seq: number;
            /** Format: date-time */
            at: string;
            actor: components["schemas"]["AuditActor"];
            action: string;
            subject: components["schemas"]["Subject"];
            detail: {
                [key: string]: unknown;
            };
            /** @description Personal text, kept outside the chain; null once erased */
            personal: {
                [key: string]: unknown;
            } | null;
            hash: string;
        };
        AuditLinePage: {
            items: components["schemas"]["AuditLine"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        DeadJob: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description What it was to do: ids, nothing personal */
            payload: {
                [key: string]: unknown;
            };
            attempts: number;
            error: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
        };
        DeadJobPage: {
            items: components["schemas"]["DeadJob"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        DropJob: {
            reason: string;
        };
        Reading: {
            /** Format: uuid */
            id: string;
            /** @example 2026-11 */
            period: string;
            /** Format: uuid */
            register_id: string;
            /** @example 4821.6 */
            value: string;
            /** Format: date-time */
            value_at: string;
            /** Format: date-time */
            taken_at: string;
            /** Format: date-time */
            received_at: string;
            obtained: string;
            frozen: boolean;
            /** @description IEC 61968-9 quality codes */
            quality: string[];
            /** Format: uuid */
            visit_id: string | null;
            stands: boolean;
            by: components["schemas"]["Named"] | null;
            /** Format: uuid */
            corrects: string | null;
            reason: string | null;
        };
        ReadingPage: {
            items: components["schemas"]["Reading"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        PointStop: {
            /** Format: uuid */
            task_id: string;
            /** @example 2026-11 */
            period: string;
            kind: string;
            state: string;
            skip_code: string | null;
            note: string | null;
            /**
             * Format: date-time
             * @description When it was read or skipped
             */
            at: string | null;
            by: components["schemas"]["Named"] | null;
        };
        StoryRoute: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            sequence: number;
        };
        PointRelease: {
            /** @example 2026-11 */
            period: string;
            number: number;
            /** Format: date-time */
            released_at: string;
            by: components["schemas"]["Named"] | null;
        };
        Story: {
            /** @description The newest tasks, the newest first, 12 at most */
            stops: components["schemas"]["PointStop"][];
            route: components["schemas"]["StoryRoute"] | null;
            history: components["schemas"]["Month"][];
            readings: components["schemas"]["Reading"][];
            releases: components["schemas"]["PointRelease"][];
            audit: components["schemas"]["AuditLine"][];
        };
        Held: {
            point: components["schemas"]["SupervisionPlace"];
            why: string;
            /** Format: uuid */
            case_id: string | null;
        };
        ReleaseState: {
            ready: number;
            held: number;
            released: number;
            /** @description Not read yet, so neither ready nor held */
            missing: number;
            items: components["schemas"]["Held"][];
            next: string | null;
        };
        Release: {
            branch_id: number;
            /** @example 2026-11 */
            period: string;
            /**
             * Format: uuid
             * @description Only the points of a run
             */
            run_id?: string;
            /** @description Only these points */
            point_ids?: string[];
        };
        HeldPoint: {
            /** Format: uuid */
            point_id: string;
            why: string;
            /** Format: uuid */
            case_id: string | null;
        };
        Released: {
            released: number;
            /** @description Handed over before; nothing happened to them */
            already: number;
            held: components["schemas"]["HeldPoint"][];
        };
        SettlementLine: {
            point: components["schemas"]["SupervisionPlace"];
            register: components["schemas"]["Register"];
            /** @description 1: the hand-over; higher: an adjustment of it */
            number: number;
            from: components["schemas"]["SupervisionValue"] | null;
            to: components["schemas"]["SupervisionValue"];
            /** @example 4821.6 */
            advance: string;
            /** @example 4821.6 */
            multiplier: string;
            /** @example 4821.6 */
            kwh: string;
        };
        SettlementLinePage: {
            items: components["schemas"]["SettlementLine"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        ExportColumn: {
            column: string;
            /** @default  */
            heading: string;
        };
        Profile: {
            name: string;
            branch_id: number | null;
            built_in: boolean;
            columns: components["schemas"]["ExportColumn"][];
        };
        KnownColumn: {
            column: string;
            en: string;
            zh: string;
            /** @enum {string} */
            kind: "text" | "number";
        };
        Profiles: {
            items: components["schemas"]["Profile"][];
            next: string | null;
            /** @description What can be chosen from */
            columns: components["schemas"]["KnownColumn"][];
        };
        SetProfile: {
            branch_id: number;
            name: string;
            columns: components["schemas"]["ExportColumn"][];
        };
        Precision: {
            rule: string;
            /** @description Visits about which somebody was, or would be, asked */
            opened: number;
            /** @description Another value took the place of what was doubted */
            right: number;
            /** @description It was real */
            accepted: number;
            /** @description Nobody has decided yet */
            waiting: number;
            /** @description Nobody ever asked, and nothing took its place */
            quiet: number;
        };
        Precisions: {
            items: components["schemas"]["Precision"][];
            next: string | null;
        };
        Try: {
            rule: string;
            branch_id: number;
            /**
             * @description Every class when null
             * @default null
             */
            customer_class: string | null;
            /**
             * @example {
             *       "case_z_e2": 450
             *     }
             */
            numbers: {
                [key: string]: number;
            };
            /**
             * @description The last cycle looked at
             * @example 2026-11
             */
            period: string;
            /**
             * @description How many cycles
             * @default 12
             */
            months: number;
        };
        Tried: {
            cycles: number;
            visits: number;
            /** @description By the thresholds in force then */
            before: components["schemas"]["Precision"];
            /** @description By the tried ones */
            after: components["schemas"]["Precision"];
        };
        SupervisionSaid: {
            action: string;
            params: {
                [key: string]: unknown;
            };
        };
        ReplayVersions: {
            /** @description Of the rule that spoke then */
            rule: number | null;
            rule_now: number | null;
            /** @description Of the book of rules it was judged again by */
            book: number;
            /** @description Of the bands, with the thresholds in them; 0: there were none */
            band: number | null;
            /** @description The finding is older than the keeping of versions: told by when bands were made */
            band_by_time: boolean;
        };
        Replayed: {
            /**
             * Format: uuid
             * @description Null: said now, and not kept then
             */
            finding_id: string | null;
            /** Format: uuid */
            visit_id: string;
            rule: string;
            /** Format: uuid */
            register_id: string | null;
            /** @description What was kept */
            then: components["schemas"]["SupervisionSaid"] | null;
            /** @description What the same versions say of the same facts */
            now: components["schemas"]["SupervisionSaid"] | null;
            /** @description What today's thresholds say */
            today: components["schemas"]["SupervisionSaid"] | null;
            /** @description Null: it can't be judged again */
            same: boolean | null;
            /**
             * @description Why it can't
             * @enum {string|null}
             */
            missing: "not_alone" | "other_version" | "no_band" | "no_meter" | "no_values" | "by_hand" | null;
            versions: components["schemas"]["ReplayVersions"];
        };
        Replay: {
            items: components["schemas"]["Replayed"][];
            next: string | null;
        };
        Sample: {
            /** Format: uuid */
            visit_id: string;
            /** @description 0: nothing was observed, to 100 */
            score: number;
            parts: components["schemas"]["PresencePart"][];
            /** @enum {string} */
            why: "score" | "random";
            /** Format: date-time */
            drawn_at: string;
            /** @enum {string|null} */
            outcome: "fine" | "ask" | "wrong" | null;
            /** Format: date-time */
            seen_at: string | null;
            seen_by: components["schemas"]["Named"] | null;
            /** Format: date-time */
            taken_at: string;
            person: components["schemas"]["Named"] | null;
            point: components["schemas"]["SupervisionPlace"];
        };
        SamplePage: {
            items: components["schemas"]["Sample"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        Draw: {
            branch_id: number;
            /** @example 2026-11 */
            period: string;
        };
        Drawn: {
            /** @description How many are new */
            drawn: number;
        };
        JudgeSample: {
            /** @enum {string} */
            outcome: "fine" | "ask" | "wrong";
        };
        JudgedSample: {
            /** @enum {string} */
            outcome: "fine" | "ask" | "wrong";
            /** Format: uuid */
            visit_id: string;
            /** Format: date-time */
            seen_at: string;
        };
        MissingRoute: {
            code: string;
            name: string;
        };
        MissingRegister: {
            register: components["schemas"]["Register"];
            /**
             * @description The last value that was read
             * @example 4821.6
             */
            previous: string | null;
        };
        Missing: {
            /** Format: uuid */
            task_id: string;
            /** @enum {string} */
            state: "open" | "skipped" | "returned";
            sequence: number;
            route: components["schemas"]["MissingRoute"];
            point: components["schemas"]["SupervisionPlace"];
            /**
             * Format: date-time
             * @description The moment an estimate stands for
             */
            at: string;
            /** @description An estimate stands in its place */
            estimated: boolean;
            /**
             * @description Why it can't be estimated; null where it can
             * @enum {string|null}
             */
            why: "not_found" | "read" | "estimated" | "not_estimated" | "followed" | "not_begun" | "period_closed" | "released_already" | "no_estimate" | "too_many_estimates" | null;
            registers: components["schemas"]["MissingRegister"][];
            choices: components["schemas"]["Estimate"][];
        };
        MissingPage: {
            items: components["schemas"]["Missing"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        EstimateStops: {
            branch_id: number;
            /** @example 2026-11 */
            period: string;
            task_ids: string[];
            reason: string;
            /**
             * @description The first that knows enough when null: profile, last_year, linear
             * @default null
             * @enum {string|null}
             */
            method: "last_year" | "profile" | "linear" | null;
        };
        LeftStop: {
            /** Format: uuid */
            task_id: string;
            /** @enum {string} */
            why: "not_found" | "read" | "estimated" | "not_estimated" | "followed" | "not_begun" | "period_closed" | "released_already" | "no_estimate" | "too_many_estimates";
        };
        Estimated: {
            done: string[];
            left: components["schemas"]["LeftStop"][];
        };
        TakeBack: {
            branch_id: number;
            /** @example 2026-11 */
            period: string;
            task_ids: string[];
            reason: string;
        };
        GridMeter: {
            /** Format: uuid */
            id?: string;
            asset_number: string;
            serial_number: string;
            comm_address?: string;
            model?: string;
            phases: number;
        };
        FoundPoint: {
            /** Format: uuid */
            id: string;
            number: string;
            account_number: string;
            name: string;
            address: string;
            class: string;
            branch_id: number;
            /** @enum {string} */
            role: "settlement" | "check" | "generation";
            meter: components["schemas"]["GridMeter"] | null;
        };
        FoundPointPage: {
            items: components["schemas"]["FoundPoint"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        WholePoint: {
            /** Format: uuid */
            id: string;
            number: string;
            account_number: string;
            name: string;
            address: string;
            class: string;
            branch_id: number;
            /** @enum {string} */
            role: "settlement" | "check" | "generation";
            unmetered: boolean;
            voltage: string;
            /** @example 4821.6 */
            contract_capacity: string | null;
            hint: string;
            /** @description WGS-84 */
            lat: string | null;
            lon: string | null;
            /** @description As it was given, in given_datum */
            given_lat: string | null;
            given_lon: string | null;
            given_datum: string | null;
            /** Format: date */
            valid_from: string | null;
            /** Format: date */
            valid_to: string | null;
        };
        Status: {
            status: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string | null;
        };
        Account: {
            /** Format: uuid */
            id: string;
            number: string;
            name: string;
            address: string;
            class: string;
            /** @description Today */
            status: string;
            /** @description Newest first */
            statuses: components["schemas"]["Status"][];
        };
        Line: {
            number: string;
            name: string;
        };
        Area: {
            /** Format: uuid */
            id: string;
            number: string;
            name: string;
            line: components["schemas"]["Line"] | null;
        };
        Box: {
            /** Format: uuid */
            id: string;
            barcode: string;
            address: string;
            floor: string;
            row: number | null;
            column: number | null;
        };
        GridRegister: {
            /** Format: uuid */
            id: string;
            obis: string;
            kind: string;
            direction: string;
            energy: string;
            band: string;
            unit: string;
            digits: number;
            decimals: number;
            position: number;
            /** @example 4821.6 */
            initial: string | null;
            /** @example 4821.6 */
            final: string | null;
        };
        Installation: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string | null;
            /** @example 4821.6 */
            multiplier: string;
            meter: components["schemas"]["GridMeter"];
            box: components["schemas"]["Box"] | null;
            registers: components["schemas"]["GridRegister"][];
        };
        GridEvent: {
            /** Format: date */
            on: string;
            kind: string;
            detail: {
                [key: string]: unknown;
            };
        };
        PointFile: {
            point: components["schemas"]["WholePoint"];
            account: components["schemas"]["Account"];
            area: components["schemas"]["Area"] | null;
            /** @description Of the meter in force */
            box: components["schemas"]["Box"] | null;
            /** @description Newest first */
            installations: components["schemas"]["Installation"][];
            events: components["schemas"]["GridEvent"][];
        };
        AreaBrief: {
            /** Format: uuid */
            id: string;
            number: string;
            name: string;
        };
        AreaBriefPage: {
            items: components["schemas"]["AreaBrief"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        ImportFile: {
            /**
             * Format: binary
             * @description CSV or a workbook
             */
            file: string;
        };
        Started: {
            /** Format: uuid */
            id: string;
        };
        Rows: {
            total: number | null;
            checked: number;
            /** @description Things and values that are new or changed */
            written: number;
            unchanged: number;
            /** @description Faults, of which the first five thousand are listed */
            wrong: number;
        };
        Import: {
            /** Format: uuid */
            id: string;
            kind: string;
            sender: string | null;
            file_name: string;
            dry_run: boolean;
            /** @enum {string} */
            state: "waiting" | "checking" | "writing" | "done" | "refused" | "failed";
            /** @description 0 to 100 */
            progress: number;
            rows: components["schemas"]["Rows"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
        };
        ImportPage: {
            items: components["schemas"]["Import"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        ImportsColumn: {
            /** @description The heading in the caller's language */
            name: string;
            /** @description What a mapping calls it */
            field: string;
            label_en: string;
            label_zh: string;
            /** @description Or one of those in its group */
            required: boolean;
            /** @description Columns of a group replace one another */
            group: number | null;
            /** @description May stand once a register: 示数/峰 */
            per_register: boolean;
            example: string;
            aliases: string[];
        };
        Kind: {
            kind: string;
            label_en: string;
            label_zh: string;
            columns: components["schemas"]["ImportsColumn"][];
        };
        KindPage: {
            items: components["schemas"]["Kind"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        ImportsFault: {
            sheet: string;
            /** @description As a spreadsheet counts; null: the whole file */
            row: number | null;
            /** @description As the file heads it */
            column: string | null;
            code: string;
            /** @description What is wrong */
            title: string;
            what_to_do: string;
            value: string | null;
        };
        ImportDetail: {
            /** Format: uuid */
            id: string;
            kind: string;
            sender: string | null;
            file_name: string;
            dry_run: boolean;
            /** @enum {string} */
            state: "waiting" | "checking" | "writing" | "done" | "refused" | "failed";
            /** @description 0 to 100 */
            progress: number;
            rows: components["schemas"]["Rows"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
            /** @description The first two hundred */
            errors: components["schemas"]["ImportsFault"][];
            /** @description Heading of the file → field */
            mapping: {
                [key: string]: string;
            };
            counts: {
                [key: string]: number;
            };
            /** @description Taken for granted, how often */
            assumed: {
                [key: string]: number;
            };
            ignored_columns: string[];
            /** @description Points whose remote value failed and that stand in no route of the month: nobody goes there */
            in_no_route: string[];
            /** @description Totals, footers, repeated headers */
            left_out_rows: number;
        };
        PracticeBranch: {
            id: number;
            name: string;
        };
        PracticeRoute: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            branch: components["schemas"]["PracticeBranch"];
            stops: number;
        };
        PracticeRoutePage: {
            items: components["schemas"]["PracticeRoute"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
        PracticePoint: {
            number: string;
            address: string;
        };
        PracticeBox: {
            barcode: string;
            address: string;
            rows: number;
            columns: number;
            row: number | null;
            column: number | null;
        };
        PracticeRegister: {
            /** Format: uuid */
            id: string;
            kind: string;
            direction: string;
            energy: string;
            band: string;
            unit: string;
            digits: number;
            decimals: number;
            position: number;
            /** @description What the dial shows, a decimal string */
            value: string;
        };
        PracticeMeter: {
            sequence: number;
            point: components["schemas"]["PracticePoint"];
            /** @description The barcode's text */
            asset_number: string;
            serial_number: string;
            comm_address: string;
            model: string;
            phases: number;
            box: components["schemas"]["PracticeBox"] | null;
            registers: components["schemas"]["PracticeRegister"][];
        };
        PracticeMeterPage: {
            items: components["schemas"]["PracticeMeter"][];
            /** @description The next page's cursor; null at the end */
            next: string | null;
        };
    };
    responses: {
        /** @description A value isn't right; This address has no such parameter; This file is no picture that can be shown; This can't count from a day before today; This threshold may be from {least} to {most}; This threshold must be {least} or more: another one of this rule is {least}; Thresholds can count from today on, or from a later day up to {most}; {period} is too far from this month to be opened; This person can't walk this round; This can't be decided here; This case wants to be looked at by itself; There is nothing to estimate from; There is no such column; This file is empty; This isn't a file that a reader's phone made; This file was made by a newer app; This file is sealed for another server; This file is damaged; The phone that made this file isn't enrolled here; It can't be shown that this file is from the phone it names */
        UNPROCESSABLE_ENTITY: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Any other problem */
        DEFAULT_ERROR: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This request didn't come from the app's own page; You may not do this; This phone is suspended */
        FORBIDDEN: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not signed in; Login or password is wrong; This phone isn't enrolled; This link has expired or was used up */
        UNAUTHORIZED: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sign_in_with_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "reader1",
                 *       "password": "…"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "person": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "login": "reader1",
                     *         "name": "抄表员1",
                     *         "role": "reader",
                     *         "branches": [
                     *           {
                     *             "id": 1,
                     *             "code": "B01",
                     *             "name": "城关供电所"
                     *           }
                     *         ]
                     *       },
                     *       "demo": false
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Login or password is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            /** @description Too many failed sign-ins */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "person": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "login": "reader1",
                     *         "name": "抄表员1",
                     *         "role": "reader",
                     *         "branches": [
                     *           {
                     *             "id": 1,
                     *             "code": "B01",
                     *             "name": "城关供电所"
                     *           }
                     *         ]
                     *       },
                     *       "demo": false
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "…",
                 *       "new_password": "…"
                 *     }
                 */
                "application/json": components["schemas"]["Password"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Login or password is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["FORBIDDEN"];
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            /** @description Too many failed sign-ins */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    demo_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "demo": false,
                     *       "accounts": []
                     *     }
                     */
                    "application/json": components["schemas"]["Demo"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_people: {
        parameters: {
            query?: {
                role?: "reader" | "supervisor" | "customer" | "admin";
                branch_id?: number;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "login": "…",
                     *           "name": "…",
                     *           "role": "reader",
                     *           "branches": [
                     *             {
                     *               "id": 1,
                     *               "code": "…",
                     *               "name": "…"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_branches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": 1,
                     *           "code": "B01",
                     *           "name": "城关供电所"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["BranchPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_devices: {
        parameters: {
            query?: {
                branch_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "enrolled_at": "2026-11-24T08:30:00.000Z",
                     *           "suspended_at": "2026-11-24T08:30:00.000Z",
                     *           "app_version": "…",
                     *           "last_contact_at": "2026-11-24T08:30:00.000Z",
                     *           "people": [
                     *             {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "login": "…",
                     *               "name": "…",
                     *               "role": "reader",
                     *               "branches": [
                     *                 {
                     *                   "id": null,
                     *                   "code": null,
                     *                   "name": null
                     *                 }
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["DevicePage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    enrol: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Phone 7"
                 *     }
                 */
                "application/json": components["schemas"]["Enrol"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "device_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "token": "…",
                     *       "incarnation": "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *     }
                     */
                    "application/json": components["schemas"]["Enrolled"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            /** @description This phone is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    suspend_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "name": "…",
                     *       "enrolled_at": "2026-11-24T08:30:00.000Z",
                     *       "suspended_at": "2026-11-24T08:30:00.000Z",
                     *       "app_version": "…",
                     *       "last_contact_at": "2026-11-24T08:30:00.000Z",
                     *       "people": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "login": "…",
                     *           "name": "…",
                     *           "role": "reader",
                     *           "branches": [
                     *             {
                     *               "id": 1,
                     *               "code": "…",
                     *               "name": "…"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Device"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    resume_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "name": "…",
                     *       "enrolled_at": "2026-11-24T08:30:00.000Z",
                     *       "suspended_at": "2026-11-24T08:30:00.000Z",
                     *       "app_version": "…",
                     *       "last_contact_at": "2026-11-24T08:30:00.000Z",
                     *       "people": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "login": "…",
                     *           "name": "…",
                     *           "role": "reader",
                     *           "branches": [
                     *             {
                     *               "id": 1,
                     *               "code": "…",
                     *               "name": "…"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Device"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_server: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "incarnation": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "now": "2026-11-24T08:30:00.000Z",
                     *       "demo": true,
                     *       "version": "…",
                     *       "rules_version": 1,
                     *       "practice": true
                     *     }
                     */
                    "application/json": components["schemas"]["Server"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    begin_upload: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": "1.0.0";
                /** @description How many bytes the photo has */
                "Upload-Length": string;
                /** @description Pairs of a key and base64 */
                "Upload-Metadata": string;
                /** @description Of this request's body: sha1 or sha256, a blank, base64 */
                "Upload-Checksum"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Location names the upload, Upload-Offset how much is here, Upload-Expires until when it waits */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description This visit is here and names no such photo */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not this version of tus */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too much at once */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Only JPEG, PNG and WebP pictures are taken; Not this kind of content */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value isn't right; This file is no picture that can be shown */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; {open} uploads of this phone are begun and not finished; This phone has sent {mb} MB of photos within a day */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The photo didn't arrive as it was taken; A part arrived damaged */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server's disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    discover_uploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tus-Version, Tus-Extension, Tus-Max-Size and Tus-Checksum-Algorithm say it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    continue_upload_by_post: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": "1.0.0";
                /** @description PATCH */
                "X-HTTP-Method-Override": string;
            };
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description As PATCH */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This address can't be used that way */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stands elsewhere */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This upload is over */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not this version of tus */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This file is no picture that can be shown */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The photo didn't arrive as it was taken; A part arrived damaged */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server's disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_upload: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": "1.0.0";
            };
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Upload-Offset and Upload-Length */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stands elsewhere */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This upload is over */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not this version of tus */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This file is no picture that can be shown */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The photo didn't arrive as it was taken */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server's disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    continue_upload: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": "1.0.0";
                /** @description Where these bytes belong */
                "Upload-Offset": string;
                /** @description Of this request's body: sha1 or sha256, a blank, base64 */
                "Upload-Checksum"?: string;
            };
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Upload-Offset says how much is here now; equal to the length means the photo is stored for good */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stands elsewhere */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This upload is over */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not this version of tus */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not this kind of content */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This file is no picture that can be shown */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The photo didn't arrive as it was taken; A part arrived damaged */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server's disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_photo: {
        parameters: {
            query: {
                /** @description The visit that the photo proves */
                visit: string;
                /** @description The longer side in pixels, or the original bytes (supervisors only, as a download) */
                size?: "320" | "1280" | "original";
            };
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description A part of the bytes */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description You have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UNAUTHORIZED"];
            /** @description You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The photo isn't here yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The photo's time to be kept is over; The photo is missing since {day} */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There are no such bytes */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This file is no picture that can be shown */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_retentions: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "branch_id": 1,
                     *           "customer_class": "…",
                     *           "valid_from": "2026-11-24",
                     *           "version": 1,
                     *           "months": 1,
                     *           "counts_from": "2026-11-24",
                     *           "set_at": "2026-11-24T08:30:00.000Z"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["RetentionPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    set_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "customer_class": "residential",
                 *       "valid_from": "2026-12-01",
                 *       "months": 24
                 *     }
                 */
                "application/json": components["schemas"]["SetRetention"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "branch_id": 1,
                     *       "customer_class": "…",
                     *       "valid_from": "2026-11-24",
                     *       "version": 1,
                     *       "months": 1,
                     *       "counts_from": "2026-11-24",
                     *       "set_at": "2026-11-24T08:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Retention"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This can't count from a day before today */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    forecast_removal: {
        parameters: {
            query?: {
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
                customer_class?: string;
                /** @description As if this had been set; by what is set when left out */
                months?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "photos": 1,
                     *       "bytes": 1,
                     *       "held": 1,
                     *       "oldest": "2026-11-24",
                     *       "complete": true
                     *     }
                     */
                    "application/json": components["schemas"]["Forecast"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_disputes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "point_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "from_period": "2026-11",
                     *           "to_period": "2026-11",
                     *           "reason": "…",
                     *           "opened_by": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "opened_at": "2026-11-24T08:30:00.000Z",
                     *           "ended_at": "2026-11-24T08:30:00.000Z",
                     *           "end_reason": "…"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["DisputePage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    open_dispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from_period": "2026-09",
                 *       "to_period": "2026-11",
                 *       "reason": "The customer doubts the reading (letter of the 12th)"
                 *     }
                 */
                "application/json": components["schemas"]["OpenDispute"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "point_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "from_period": "2026-11",
                     *       "to_period": "2026-11",
                     *       "reason": "…",
                     *       "opened_by": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "opened_at": "2026-11-24T08:30:00.000Z",
                     *       "ended_at": "2026-11-24T08:30:00.000Z",
                     *       "end_reason": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    end_dispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Settled: the reading stands"
                 *     }
                 */
                "application/json": components["schemas"]["EndDispute"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "point_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "from_period": "2026-11",
                     *       "to_period": "2026-11",
                     *       "reason": "…",
                     *       "opened_by": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "opened_at": "2026-11-24T08:30:00.000Z",
                     *       "ended_at": "2026-11-24T08:30:00.000Z",
                     *       "end_reason": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_periods: {
        parameters: {
            query?: {
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "branch_id": 1,
                     *           "period": "2026-11",
                     *           "state": "open",
                     *           "opened_at": "2026-11-24T08:30:00.000Z",
                     *           "closed_at": "2026-11-24T08:30:00.000Z",
                     *           "counts": {
                     *             "total": 1,
                     *             "open": 1,
                     *             "read": 1,
                     *             "skipped": 1,
                     *             "returned": 1,
                     *             "contested": 1,
                     *             "closed_elsewhere": 1,
                     *             "cancelled": 1
                     *           }
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["PeriodPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    open_period: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "period": "2026-11"
                 *     }
                 */
                "application/json": components["schemas"]["OpenPeriod"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "period": "2026-11",
                     *       "runs": 4,
                     *       "tasks": 205,
                     *       "first": 3,
                     *       "excluded": 0,
                     *       "unrouted": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Opened"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This period is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description {period} is too far from this month to be opened */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_closing: {
        parameters: {
            query: {
                branch_id: number;
                period: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "open",
                     *       "tasks": {
                     *         "key": 1
                     *       },
                     *       "unassigned": 1,
                     *       "cases": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Closing"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    close_period: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "period": "2026-11",
                 *       "reason": "Handed over to billing"
                 *     }
                 */
                "application/json": components["schemas"]["ClosePeriod"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "open",
                     *       "tasks": {
                     *         "key": 1
                     *       },
                     *       "unassigned": 1,
                     *       "cases": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Closing"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    reopen_period: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "period": "2026-11",
                 *       "reason": "Closed a day too early"
                 *     }
                 */
                "application/json": components["schemas"]["ClosePeriod"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "open",
                     *       "tasks": {
                     *         "key": 1
                     *       },
                     *       "unassigned": 1,
                     *       "cases": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Closing"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_routes: {
        parameters: {
            query?: {
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "code": "…",
                     *           "name": "…",
                     *           "branch_id": 1,
                     *           "blind": true,
                     *           "stops": 1,
                     *           "frequency": "monthly",
                     *           "reading_day": 1
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["RoutePage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_runs: {
        parameters: {
            query?: {
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
                period?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "branch_id": 1,
                     *           "period": "2026-11",
                     *           "number": 1,
                     *           "state": "planned",
                     *           "window_from": "2026-11-24",
                     *           "window_to": "2026-11-24",
                     *           "route": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "code": "…",
                     *             "name": "…"
                     *           },
                     *           "counts": {
                     *             "total": 1,
                     *             "open": 1,
                     *             "read": 1,
                     *             "skipped": 1,
                     *             "returned": 1,
                     *             "contested": 1,
                     *             "closed_elsewhere": 1,
                     *             "cancelled": 1
                     *           },
                     *           "holders": [
                     *             {
                     *               "person": {
                     *                 "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *                 "name": "…",
                     *                 "role": "…"
                     *               },
                     *               "tasks": 1
                     *             }
                     *           ],
                     *           "unassigned": 1
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_tasks: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                state?: "open" | "read" | "skipped" | "returned" | "contested" | "closed_elsewhere" | "cancelled" | null;
            };
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "run_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "sequence": 1,
                     *           "kind": "regular",
                     *           "state": "open",
                     *           "version": 1,
                     *           "due_from": "2026-11-24",
                     *           "due_to": "2026-11-24",
                     *           "reason": "…",
                     *           "holder": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "role": "…"
                     *           },
                     *           "point": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "…",
                     *             "address": "…",
                     *             "class": "…",
                     *             "branch_id": 1
                     *           },
                     *           "meter": {
                     *             "asset_number": "…",
                     *             "serial_number": "…",
                     *             "phases": 1
                     *           },
                     *           "box": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "barcode": "…"
                     *           },
                     *           "skip_code": "…"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    assign_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "holder_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *       "reason": ""
                 *     }
                 */
                "application/json": components["schemas"]["Assign"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "moved": [
                     *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *       ],
                     *       "skipped": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "why": "already_held"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Assigned"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This person can't walk this round */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    move_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "task_ids": [
                 *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                 *       ],
                 *       "holder_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *       "reason": "…"
                 *     }
                 */
                "application/json": components["schemas"]["Move"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "moved": [
                     *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *       ],
                     *       "skipped": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "why": "already_held"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Assigned"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description This person can't walk this round */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    cancel_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "task_ids": [
                 *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                 *       ],
                 *       "reason": "…"
                 *     }
                 */
                "application/json": components["schemas"]["Cancel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tasks": [
                     *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Cancelled"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    reopen_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "task_ids": [
                 *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                 *       ],
                 *       "reason": "…"
                 *     }
                 */
                "application/json": components["schemas"]["Cancel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tasks": [
                     *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Cancelled"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    exclude_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "House pulled down"
                 *     }
                 */
                "application/json": components["schemas"]["Exclude"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    invite_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "hours": 72
                 *     }
                 */
                "application/json": components["schemas"]["Invite"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "…",
                     *       "qr_svg": "…",
                     *       "expires_at": "2026-11-24T08:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Invited"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This task needs no reading any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_unrouted: {
        parameters: {
            query: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                branch_id: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "number": "…",
                     *           "branch_id": 1,
                     *           "class": "…",
                     *           "address": "…",
                     *           "account_number": "…",
                     *           "account_name": "…"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["UnroutedPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_ledger: {
        parameters: {
            query?: {
                branch_id?: number;
                period?: string;
                run_id?: string;
                holder_id?: string;
                /** @description A transformer area */
                area_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "branch_id": 1,
                     *       "period": "2026-11",
                     *       "points": {
                     *         "active": 1,
                     *         "routed": 1,
                     *         "unrouted": 1
                     *       },
                     *       "due": {
                     *         "all": 1,
                     *         "assigned": 1,
                     *         "unassigned": 1,
                     *         "excluded": 1,
                     *         "unplanned": 1
                     *       },
                     *       "tasks": {
                     *         "ever": 1,
                     *         "read": 1,
                     *         "skipped": 1,
                     *         "returned": 1,
                     *         "moved": 1,
                     *         "contested": 1,
                     *         "closed_elsewhere": 1,
                     *         "cancelled": 1,
                     *         "open": 1
                     *       },
                     *       "by_holder": [
                     *         {
                     *           "ever": 1,
                     *           "read": 1,
                     *           "skipped": 1,
                     *           "returned": 1,
                     *           "moved": 1,
                     *           "contested": 1,
                     *           "closed_elsewhere": 1,
                     *           "cancelled": 1,
                     *           "open": 1,
                     *           "person": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "role": "…"
                     *           }
                     *         }
                     *       ],
                     *       "unplanned_routes": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "code": "…",
                     *           "name": "…",
                     *           "stops": 1
                     *         }
                     *       ],
                     *       "imbalances": [
                     *         "points"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value isn't right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_photo_policies: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "need": "all",
                     *           "max_kb": 40,
                     *           "max_px": 640,
                     *           "network": "any",
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "branch_id": 1,
                     *           "customer_class": "…",
                     *           "route_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "valid_from": "2026-11-24",
                     *           "version": 1,
                     *           "share": 1,
                     *           "seed": 1,
                     *           "set_at": "2026-11-24T08:30:00.000Z",
                     *           "backdated": true
                     *         }
                     *       ],
                     *       "next": "…",
                     *       "usual": {
                     *         "need": "all",
                     *         "max_kb": 40,
                     *         "max_px": 640,
                     *         "network": "any"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PhotoPolicies"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    set_photo_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "customer_class": "residential",
                 *       "route_id": null,
                 *       "valid_from": "2026-12-01",
                 *       "need": "sample",
                 *       "share": 200,
                 *       "max_kb": 150,
                 *       "max_px": 1280,
                 *       "network": "unmetered"
                 *     }
                 */
                "application/json": components["schemas"]["SetPhotoPolicy"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "need": "all",
                     *       "max_kb": 40,
                     *       "max_px": 640,
                     *       "network": "any",
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "branch_id": 1,
                     *       "customer_class": "…",
                     *       "route_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "valid_from": "2026-11-24",
                     *       "version": 1,
                     *       "share": 1,
                     *       "seed": 1,
                     *       "set_at": "2026-11-24T08:30:00.000Z",
                     *       "backdated": true
                     *     }
                     */
                    "application/json": components["schemas"]["PhotoPolicy"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    push: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "device": {
                 *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *         "app_version": "…",
                 *         "now": "2026-11-24T08:30:00.000Z",
                 *         "clock": {
                 *           "boot": "…",
                 *           "mono_ms": 1
                 *         }
                 *       },
                 *       "incarnation": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *       "newest": {
                 *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *         "index": 1,
                 *         "outcome": "applied",
                 *         "reason": "…",
                 *         "findings": [
                 *           {
                 *             "rule": "…",
                 *             "action": "info",
                 *             "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *             "params": {}
                 *           }
                 *         ],
                 *         "digest": "…",
                 *         "mark": {
                 *           "home": 1,
                 *           "change_seq": 1
                 *         },
                 *         "mac": "…"
                 *       },
                 *       "entries": [
                 *         {
                 *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *           "seq": 1,
                 *           "kind": "…",
                 *           "v": 1,
                 *           "recorded_at": "2026-11-24T08:30:00.000Z",
                 *           "clock": {
                 *             "boot": "…",
                 *             "mono_ms": 1
                 *           },
                 *           "person": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *           "body": {
                 *             "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *             "installation_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *             "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *             "value": "4821.6",
                 *             "n": 1,
                 *             "hint": [
                 *               "…"
                 *             ],
                 *             "rules_version": 1,
                 *             "band_version": 1
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Push"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "incarnation": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "now": "2026-11-24T08:30:00.000Z",
                     *       "backed_up_through": {
                     *         "key": 1
                     *       },
                     *       "receipts": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "index": 1,
                     *           "outcome": "applied",
                     *           "reason": "…",
                     *           "findings": [
                     *             {
                     *               "rule": "…",
                     *               "action": "info",
                     *               "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "params": {}
                     *             }
                     *           ],
                     *           "digest": "…",
                     *           "mark": {
                     *             "home": 1,
                     *             "change_seq": 1
                     *           },
                     *           "mac": "…"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Pushed"];
                };
            };
            /** @description The phone's parcel can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description That is too much at once; One entry is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server is busy or starting */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server's disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_receipts: {
        parameters: {
            query: {
                /** @description Entry ids, separated by commas; at most 200 */
                ids: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "incarnation": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "now": "2026-11-24T08:30:00.000Z",
                     *       "backed_up_through": {
                     *         "key": 1
                     *       },
                     *       "receipts": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "index": 1,
                     *           "outcome": "applied",
                     *           "reason": "…",
                     *           "findings": [
                     *             {
                     *               "rule": "…",
                     *               "action": "info",
                     *               "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "params": {}
                     *             }
                     *           ],
                     *           "digest": "…",
                     *           "mark": {
                     *             "home": 1,
                     *             "change_seq": 1
                     *           },
                     *           "mac": "…"
                     *         }
                     *       ],
                     *       "unknown": [
                     *         "…"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Receipts"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description A value isn't right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    pull_changes: {
        parameters: {
            query?: {
                cursor?: string;
                page?: string;
                /** @description The newest compact form that the phone understands (1: columns, see docs/SYNC.md). Without it, everything comes in the plain form */
                compact?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "incarnation": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "now": "2026-11-24T08:30:00.000Z",
                     *       "backed_up_through": {
                     *         "key": 1
                     *       },
                     *       "person": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "cursor": "…",
                     *       "seen": {
                     *         "key": 1
                     *       },
                     *       "page": "…",
                     *       "snapshot": true,
                     *       "more": true,
                     *       "settings": {
                     *         "time_zone": "…",
                     *         "rules_version": 1,
                     *         "blind": true,
                     *         "photo": {
                     *           "max_kb": 1,
                     *           "max_px": 1
                     *         },
                     *         "keep_days": 1,
                     *         "keys": {
                     *           "key": "…"
                     *         },
                     *         "courier": {
                     *           "key_id": "…",
                     *           "key": "…"
                     *         }
                     *       },
                     *       "codes": {
                     *         "skip": [
                     *           {
                     *             "code": "…",
                     *             "en": "…",
                     *             "zh": "…",
                     *             "photo": true
                     *           }
                     *         ],
                     *         "trouble": [
                     *           {
                     *             "code": "…",
                     *             "en": "…",
                     *             "zh": "…",
                     *             "photo": true
                     *           }
                     *         ],
                     *         "return": [
                     *           {
                     *             "code": "…",
                     *             "en": "…",
                     *             "zh": "…",
                     *             "photo": true
                     *           }
                     *         ],
                     *         "typed_reason": [
                     *           {
                     *             "code": "…",
                     *             "en": "…",
                     *             "zh": "…",
                     *             "photo": true
                     *           }
                     *         ]
                     *       },
                     *       "runs": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "home": 1,
                     *           "branch_id": 1,
                     *           "route_code": "…",
                     *           "route_name": "…",
                     *           "blind": true,
                     *           "period": "…",
                     *           "number": 1,
                     *           "state": "…",
                     *           "closed_at": "2026-11-24T08:30:00.000Z",
                     *           "window_from": "2026-11-24",
                     *           "window_to": "2026-11-24"
                     *         }
                     *       ],
                     *       "tasks": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "home": 1,
                     *           "run_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "version": 1,
                     *           "kind": "regular",
                     *           "state": "open",
                     *           "sequence": 1,
                     *           "due_from": "2026-11-24",
                     *           "due_to": "2026-11-24",
                     *           "frozen_at": "2026-11-24T08:30:00.000Z",
                     *           "reason": "…",
                     *           "photo": "always",
                     *           "photo_terms": {
                     *             "max_kb": 1,
                     *             "max_px": 1,
                     *             "network": "any"
                     *           },
                     *           "account_status": "…",
                     *           "limits": {},
                     *           "point": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "…",
                     *             "account_number": "…",
                     *             "name": "…",
                     *             "address": "…",
                     *             "class": "…",
                     *             "lat": "…",
                     *             "lon": "…",
                     *             "hint": "…"
                     *           },
                     *           "box": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "barcode": "…",
                     *             "address": "…",
                     *             "floor": "…",
                     *             "row": 1,
                     *             "col": 1
                     *           },
                     *           "meter": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "asset_number": "…",
                     *             "serial_number": "…",
                     *             "comm_address": "…",
                     *             "phases": 1,
                     *             "model": "…"
                     *           },
                     *           "installation_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "multiplier": "…",
                     *           "registers": [
                     *             {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "obis": "…",
                     *               "kind": "…",
                     *               "direction": "…",
                     *               "energy": "…",
                     *               "band": "…",
                     *               "unit": "…",
                     *               "digits": 1,
                     *               "decimals": 1,
                     *               "position": 1,
                     *               "previous": {
                     *                 "value": "…",
                     *                 "at": "2026-11-24T08:30:00.000Z",
                     *                 "on": "2026-11-24"
                     *               },
                     *               "expect": {
                     *                 "lo": "…",
                     *                 "hi": "…",
                     *                 "mid": "…",
                     *                 "case_lo": "…",
                     *                 "case_hi": "…",
                     *                 "floor": "…",
                     *                 "version": 1,
                     *                 "days": 1
                     *               },
                     *               "history": [
                     *                 "…"
                     *               ],
                     *               "zero_run": 1
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "states": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "version": 1,
                     *           "state": "open",
                     *           "holding": "read"
                     *         }
                     *       ],
                     *       "gone": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "run_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "why": "moved",
                     *           "version": 1,
                     *           "state": "read"
                     *         }
                     *       ],
                     *       "verdicts": [
                     *         {
                     *           "entry_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "outcome": "…",
                     *           "findings": [
                     *             {
                     *               "rule": "…",
                     *               "action": "info",
                     *               "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "params": {}
                     *             }
                     *           ],
                     *           "text_code": "…"
                     *         }
                     *       ],
                     *       "orders": [
                     *         {
                     *           "kind": "…",
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "day": "…",
                     *           "number": 1,
                     *           "through_seq": 1,
                     *           "content": {},
                     *           "key_id": "…",
                     *           "signature": "…"
                     *         }
                     *       ],
                     *       "compact": {
                     *         "form": 1,
                     *         "tasks": {
                     *           "rows": 1,
                     *           "column": {}
                     *         },
                     *         "states": {
                     *           "rows": 1,
                     *           "column": {}
                     *         },
                     *         "gone": {
                     *           "rows": 1,
                     *           "column": {}
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Pulled"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            /** @description You may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    register_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
                 *     }
                 */
                "application/json": components["schemas"]["Key"];
            };
        };
        responses: {
            /** @description Kept; saying it again changes nothing */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description A value isn't right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_carried: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                branch_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "state": "open",
                     *           "problem": "…",
                     *           "length": 1,
                     *           "begun_at": "2026-11-24T08:30:00.000Z",
                     *           "done_at": "2026-11-24T08:30:00.000Z",
                     *           "counts": {
                     *             "outcomes": {
                     *               "key": 1
                     *             },
                     *             "photos": 1,
                     *             "photos_known": 1,
                     *             "photos_faulty": 1,
                     *             "unread": 1
                     *           },
                     *           "made_at": "2026-11-24T08:30:00.000Z",
                     *           "device_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "owners": [
                     *             {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "name": "…"
                     *             }
                     *           ],
                     *           "carriers": [
                     *             {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "name": "…"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["ListedCarriedPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    begin_carrying: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": "1.0.0";
                /** @description How many bytes the file has */
                "Upload-Length": string;
                /** @description sha256 and base64 */
                "Upload-Metadata": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Location names the upload, Upload-Offset how much is here */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description Not this version of tus */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too much at once */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value isn't right; This file is empty */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_carrying: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": "1.0.0";
            };
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Upload-Offset and Upload-Length */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not this version of tus */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    continue_carrying: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": "1.0.0";
                /** @description Where these bytes belong */
                "Upload-Offset": string;
            };
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Upload-Offset says how much is here now */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stands elsewhere */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not this version of tus */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too much at once */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not this kind of content */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This isn't a file that a reader's phone made; This file was made by a newer app; This file is sealed for another server; This file is damaged; The phone that made this file isn't enrolled here; It can't be shown that this file is from the phone it names */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server's disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_carried: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "state": "open",
                     *       "problem": "…",
                     *       "length": 1,
                     *       "begun_at": "2026-11-24T08:30:00.000Z",
                     *       "done_at": "2026-11-24T08:30:00.000Z",
                     *       "counts": {
                     *         "outcomes": {
                     *           "key": 1
                     *         },
                     *         "photos": 1,
                     *         "photos_known": 1,
                     *         "photos_faulty": 1,
                     *         "unread": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Carried"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_day_receipts: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                branch_id?: number;
                /** @description Only this day's */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "day": "2026-11-24",
                     *           "number": 1,
                     *           "made_at": "2026-11-24T08:30:00.000Z",
                     *           "person": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…"
                     *           },
                     *           "device": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…"
                     *           },
                     *           "entries": 1,
                     *           "readings": 1,
                     *           "photos": 1,
                     *           "key_id": "…"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["DayReceiptPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_day_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "day": "2026-11-24",
                     *       "number": 1,
                     *       "made_at": "2026-11-24T08:30:00.000Z",
                     *       "person": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…"
                     *       },
                     *       "device": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…"
                     *       },
                     *       "entries": 1,
                     *       "readings": 1,
                     *       "photos": 1,
                     *       "key_id": "…",
                     *       "file": {
                     *         "kind": "day_receipt",
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "day": "…",
                     *         "number": 1,
                     *         "through_seq": 1,
                     *         "content": {},
                     *         "key_id": "…",
                     *         "signature": "…",
                     *         "digest": "…"
                     *       },
                     *       "legend": {
                     *         "entries": [
                     *           {
                     *             "seq": 1,
                     *             "kind": "…"
                     *           }
                     *         ],
                     *         "readings": [
                     *           {
                     *             "visit": "…",
                     *             "register": "…",
                     *             "seq": 1,
                     *             "point": "…",
                     *             "meter": "…",
                     *             "dial": {
                     *               "kind": "…",
                     *               "direction": "…",
                     *               "energy": "…",
                     *               "band": "…",
                     *               "unit": "…",
                     *               "position": 1
                     *             }
                     *           }
                     *         ],
                     *         "photos": [
                     *           {
                     *             "sha256": "…",
                     *             "seq": 1
                     *           }
                     *         ]
                     *       },
                     *       "key": "…",
                     *       "faults": [
                     *         {
                     *           "code": "not_a_receipt",
                     *           "about": "…"
                     *         }
                     *       ],
                     *       "qr_svg": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["DayReceiptDetail"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_kept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "device": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…"
                     *       },
                     *       "suspended": true,
                     *       "entries": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "visit_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "kind": "…",
                     *           "seq": 1,
                     *           "app_version": "…",
                     *           "outcome": "…",
                     *           "reason": "…",
                     *           "recorded_at": "2026-11-24T08:30:00.000Z",
                     *           "received_at": "2026-11-24T08:30:00.000Z",
                     *           "person": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…"
                     *           },
                     *           "understood": true,
                     *           "hinders": "…",
                     *           "task": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "kind": "…",
                     *             "state": "…",
                     *             "point_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "…",
                     *             "address": "…",
                     *             "meter": "…"
                     *           },
                     *           "meter": "…",
                     *           "values": [
                     *             {
                     *               "value": "…",
                     *               "kind": "…",
                     *               "energy": "…",
                     *               "direction": "…",
                     *               "band": "…",
                     *               "unit": "…",
                     *               "position": 1
                     *             }
                     *           ],
                     *           "skip_code": "…",
                     *           "note": "…",
                     *           "photos": [
                     *             "…"
                     *           ],
                     *           "photos_whole": [
                     *             "…"
                     *           ],
                     *           "content": {
                     *             "lines": [
                     *               "…"
                     *             ],
                     *             "cut": true,
                     *             "marked": [
                     *               1
                     *             ]
                     *           },
                     *           "stored": {
                     *             "received_at": "2026-11-24T08:30:00.000Z",
                     *             "outcome": "…",
                     *             "reason": "…",
                     *             "content": {
                     *               "lines": [
                     *                 "…"
                     *               ],
                     *               "cut": true,
                     *               "marked": [
                     *                 1
                     *               ]
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Kept"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    take_over_kept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The phone was found; the reader read these stops"
                 *     }
                 */
                "application/json": components["schemas"]["TakeOver"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcomes": {
                     *         "applied": 6
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TakenOver"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This case is decided already; A colleague has this case in hand */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This can't be decided here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_report_session: {
        parameters: {
            query?: {
                /** @description Needed by signed-in customers; a link has its own task */
                task_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "branch": {
                     *         "name": "城关供电所"
                     *       },
                     *       "point": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "address_masked": "北街**号*单元"
                     *       },
                     *       "meter": {
                     *         "tail": "204417"
                     *       },
                     *       "registers": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "kind": "cumulative",
                     *           "direction": "forward",
                     *           "energy": "active",
                     *           "band": "total",
                     *           "unit": "kWh",
                     *           "digits": 6,
                     *           "decimals": 2,
                     *           "position": 1
                     *         }
                     *       ],
                     *       "expires_at": "2026-11-27T08:00:00Z",
                     *       "state": "open",
                     *       "receipt": null
                     *     }
                     */
                    "application/json": components["schemas"]["ReportSession"];
                };
            };
            /** @description This link has expired or was used up */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value isn't right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    report_reading: {
        parameters: {
            query?: {
                /** @description Needed by signed-in customers; a link has its own task */
                task_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *       "values": [
                 *         {
                 *           "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                 *           "value": "4821.6"
                 *         }
                 *       ],
                 *       "meter_found": {
                 *         "how": "typed",
                 *         "text": "204417"
                 *       },
                 *       "note": "",
                 *       "taken_at": "2026-11-24T15:59:00+08:00",
                 *       "photos": [
                 *         {
                 *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *           "size": 180000,
                 *           "mime": "image/jpeg"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Report"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "receipt_no": "MR261124-7F3K9Q2M",
                     *       "received_at": "2026-11-24T08:00:00Z",
                     *       "kind": "plain",
                     *       "visit": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "photos_owed": []
                     *     }
                     */
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description This link has expired or was used up */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody was quicker; This task needs no reading any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value isn't right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    ask_for_a_reader: {
        parameters: {
            query?: {
                /** @description Needed by signed-in customers; a link has its own task */
                task_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "cannot_read",
                 *       "note": "表箱锁住了"
                 *     }
                 */
                "application/json": components["schemas"]["Help"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "received_at": "2026-11-24T08:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["HelpReceived"];
                };
            };
            /** @description This link has expired or was used up */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This task needs no reading any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value isn't right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_own_points: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "point": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "0412000017",
                     *             "address": "北街12号3单元"
                     *           },
                     *           "meter": {
                     *             "tail": "204417"
                     *           },
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "state": "open",
                     *           "last": {
                     *             "value": "4710.2",
                     *             "period": "2026-10"
                     *           }
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["OwnPoints"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_thresholds: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "numbers": {
                     *             "case_run": 6
                     *           },
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "rule": "…",
                     *           "branch_id": 1,
                     *           "customer_class": "…",
                     *           "valid_from": "2026-11-24",
                     *           "version": 1,
                     *           "reason": "…",
                     *           "set_at": "2026-11-24T08:30:00.000Z",
                     *           "set_by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…"
                     *           }
                     *         }
                     *       ],
                     *       "next": "…",
                     *       "rules": [
                     *         {
                     *           "code": "…",
                     *           "where": "phone",
                     *           "version": 1,
                     *           "defaults": {
                     *             "key": 1
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Thresholds"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    set_thresholds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rule": "VEE-06",
                 *       "branch_id": 1,
                 *       "customer_class": null,
                 *       "valid_from": "2026-12-01",
                 *       "numbers": {
                 *         "case_run": 6
                 *       },
                 *       "reason": "holiday homes"
                 *     }
                 */
                "application/json": components["schemas"]["SetThreshold"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "numbers": {
                     *         "case_run": 6
                     *       },
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "rule": "…",
                     *       "branch_id": 1,
                     *       "customer_class": "…",
                     *       "valid_from": "2026-11-24",
                     *       "version": 1,
                     *       "reason": "…",
                     *       "set_at": "2026-11-24T08:30:00.000Z",
                     *       "set_by": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Threshold"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This threshold may be from {least} to {most}; This threshold must be {least} or more: another one of this rule is {least}; Thresholds can count from today on, or from a later day up to {most} */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_cases: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
                state?: "open" | "waiting" | "closed";
                kind?: "implausible" | "barcode_mismatch" | "contested" | "quarantined" | "photo_mismatch" | "customer_reading" | "ledger_difference";
                period?: string;
                /** @description The end of any number, or a part of an address or name */
                q?: string;
                /** @description Most at stake, or oldest, first */
                sort?: "weight" | "age";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "kind": "implausible",
                     *           "state": "open",
                     *           "branch_id": 1,
                     *           "period": "2026-11",
                     *           "opened_at": "2026-11-24T08:30:00.000Z",
                     *           "taken_at": "2026-11-24T08:30:00.000Z",
                     *           "taken_by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "sender": {
                     *             "device": {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "name": "…"
                     *             },
                     *             "person": {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "name": "…",
                     *               "login": "…",
                     *               "role": "…"
                     *             },
                     *             "kind": "…"
                     *           },
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "point": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "…",
                     *             "address": "…",
                     *             "class": "…",
                     *             "branch_id": 1
                     *           },
                     *           "meter_tail": "…",
                     *           "headline": {
                     *             "code": "…",
                     *             "params": {}
                     *           },
                     *           "weight_kwh": "4821.6",
                     *           "holder": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…",
                     *             "last_contact": "2026-11-24T08:30:00.000Z"
                     *           },
                     *           "claimed_by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "decision": "…",
                     *           "reason": "…",
                     *           "closed_at": "2026-11-24T08:30:00.000Z",
                     *           "closed_by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           }
                     *         }
                     *       ],
                     *       "next": "…",
                     *       "total": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CasePage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "case": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "kind": "implausible",
                     *         "state": "open",
                     *         "branch_id": 1,
                     *         "period": "2026-11",
                     *         "opened_at": "2026-11-24T08:30:00.000Z",
                     *         "taken_at": "2026-11-24T08:30:00.000Z",
                     *         "taken_by": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…"
                     *         },
                     *         "sender": {
                     *           "device": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…"
                     *           },
                     *           "person": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "kind": "…"
                     *         },
                     *         "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "point": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "number": "…",
                     *           "address": "…",
                     *           "class": "…",
                     *           "branch_id": 1
                     *         },
                     *         "meter_tail": "…",
                     *         "headline": {
                     *           "code": "…",
                     *           "params": {}
                     *         },
                     *         "weight_kwh": "4821.6",
                     *         "holder": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…",
                     *           "last_contact": "2026-11-24T08:30:00.000Z"
                     *         },
                     *         "claimed_by": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…"
                     *         },
                     *         "decision": "…",
                     *         "reason": "…",
                     *         "closed_at": "2026-11-24T08:30:00.000Z",
                     *         "closed_by": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…"
                     *         }
                     *       },
                     *       "point": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "number": "…",
                     *         "address": "…",
                     *         "class": "…",
                     *         "branch_id": 1,
                     *         "account_number": "…",
                     *         "name": "…",
                     *         "lat": "…",
                     *         "lon": "…"
                     *       },
                     *       "meter": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "asset_number": "…",
                     *         "serial_number": "…",
                     *         "comm_address": "…",
                     *         "phases": 1,
                     *         "model": "…"
                     *       },
                     *       "multiplier": "4821.6",
                     *       "visits": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "standing": "…",
                     *           "outcome": "…",
                     *           "source": "…",
                     *           "person": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "device_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "taken_at": "2026-11-24T08:30:00.000Z",
                     *           "corrected_at": "2026-11-24T08:30:00.000Z",
                     *           "received_at": "2026-11-24T08:30:00.000Z",
                     *           "place": {
                     *             "lat": "…",
                     *             "lon": "…",
                     *             "accuracy_m": 1,
                     *             "distance_m": 1
                     *           },
                     *           "meter_found": {},
                     *           "skip_code": "…",
                     *           "troubles": [
                     *             "…"
                     *           ],
                     *           "note": "…",
                     *           "confirmed": true,
                     *           "rules_version": 1,
                     *           "band_version": 1,
                     *           "photos": [
                     *             {
                     *               "sha256": "…",
                     *               "state": "owed",
                     *               "taken_at": "2026-11-24T08:30:00.000Z",
                     *               "removed_at": "2026-11-24T08:30:00.000Z",
                     *               "lost_since": "2026-11-24T08:30:00.000Z",
                     *               "barcode": {
                     *                 "state": "match",
                     *                 "text": "…",
                     *                 "symbology": "…",
                     *                 "meter": {
                     *                   "asset_number": null,
                     *                   "point": null,
                     *                   "box": null
                     *                 },
                     *                 "codes": []
                     *               },
                     *               "dial": {
                     *                 "state": "agrees",
                     *                 "read": "4821.6",
                     *                 "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *               }
                     *             }
                     *           ],
                     *           "photo_missing": true,
                     *           "presence": {
                     *             "score": 1,
                     *             "parts": [
                     *               {
                     *                 "code": "…",
                     *                 "points": 1,
                     *                 "params": {}
                     *               }
                     *             ]
                     *           },
                     *           "readings": [
                     *             {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "register": {
                     *                 "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *                 "obis": "…",
                     *                 "kind": "cumulative",
                     *                 "direction": "forward",
                     *                 "energy": "active",
                     *                 "band": "total",
                     *                 "unit": "…",
                     *                 "digits": 1,
                     *                 "decimals": 1,
                     *                 "position": 1
                     *               },
                     *               "value": "4821.6",
                     *               "previous": {
                     *                 "value": "4821.6",
                     *                 "at": "2026-11-24T08:30:00.000Z"
                     *               },
                     *               "advance": "4821.6",
                     *               "kwh": "4821.6",
                     *               "expect": {
                     *                 "lo": "4821.6",
                     *                 "hi": "4821.6",
                     *                 "mid": "4821.6",
                     *                 "case_lo": "4821.6",
                     *                 "case_hi": "4821.6",
                     *                 "version": 1,
                     *                 "basis": {}
                     *               },
                     *               "obtained": "…",
                     *               "quality": [
                     *                 "…"
                     *               ],
                     *               "findings": [
                     *                 {
                     *                   "rule": null,
                     *                   "action": null,
                     *                   "register_id": null,
                     *                   "params": null,
                     *                   "rules_version": null
                     *                 }
                     *               ],
                     *               "stands": {
                     *                 "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *                 "value": "4821.6",
                     *                 "obtained": "…"
                     *               }
                     *             }
                     *           ],
                     *           "attempts": [
                     *             {
                     *               "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "n": 1,
                     *               "value": "4821.6",
                     *               "recorded_at": "2026-11-24T08:30:00.000Z",
                     *               "hint": [
                     *                 "…"
                     *               ]
                     *             }
                     *           ],
                     *           "findings": [
                     *             {
                     *               "rule": "…",
                     *               "action": "info",
                     *               "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "params": {},
                     *               "rules_version": 1
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "history": [
                     *         {
                     *           "period": "2026-11",
                     *           "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "advance": "4821.6",
                     *           "kwh": "4821.6",
                     *           "estimated": true,
                     *           "lo": "4821.6",
                     *           "hi": "4821.6"
                     *         }
                     *       ],
                     *       "hypotheses": [
                     *         {
                     *           "code": "…",
                     *           "params": {},
                     *           "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "value": "4821.6",
                     *           "odds": 1
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T08:30:00.000Z",
                     *           "by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "kind": "…",
                     *           "detail": {}
                     *         }
                     *       ],
                     *       "decisions_allowed": [
                     *         "accept"
                     *       ],
                     *       "related": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "kind": "…",
                     *           "state": "…",
                     *           "due_to": "2026-11-24",
                     *           "holder": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           }
                     *         }
                     *       ],
                     *       "reused": [
                     *         {
                     *           "sha256": "…",
                     *           "same_bytes": true,
                     *           "agreement": 1,
                     *           "turn": 1,
                     *           "mirrored": true,
                     *           "elsewhere": true,
                     *           "earlier": {
                     *             "visit_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "sha256": "…",
                     *             "period": "2026-11",
                     *             "taken_at": "2026-11-24T08:30:00.000Z",
                     *             "person": {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "name": "…",
                     *               "login": "…",
                     *               "role": "…"
                     *             },
                     *             "point": {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "number": "…",
                     *               "address": "…",
                     *               "class": "…",
                     *               "branch_id": 1
                     *             },
                     *             "state": "owed"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_estimates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "method": "last_year",
                     *           "values": [
                     *             {
                     *               "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "value": "4821.6"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["Estimates"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    claim_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "take_over": false
                 *     }
                 */
                "application/json": components["schemas"]["Claim"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "kind": "implausible",
                     *       "state": "open",
                     *       "branch_id": 1,
                     *       "period": "2026-11",
                     *       "opened_at": "2026-11-24T08:30:00.000Z",
                     *       "taken_at": "2026-11-24T08:30:00.000Z",
                     *       "taken_by": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…",
                     *         "login": "…",
                     *         "role": "…"
                     *       },
                     *       "sender": {
                     *         "device": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…"
                     *         },
                     *         "person": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…"
                     *         },
                     *         "kind": "…"
                     *       },
                     *       "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "point": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "number": "…",
                     *         "address": "…",
                     *         "class": "…",
                     *         "branch_id": 1
                     *       },
                     *       "meter_tail": "…",
                     *       "headline": {
                     *         "code": "…",
                     *         "params": {}
                     *       },
                     *       "weight_kwh": "4821.6",
                     *       "holder": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…",
                     *         "login": "…",
                     *         "role": "…",
                     *         "last_contact": "2026-11-24T08:30:00.000Z"
                     *       },
                     *       "claimed_by": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…",
                     *         "login": "…",
                     *         "role": "…"
                     *       },
                     *       "decision": "…",
                     *       "reason": "…",
                     *       "closed_at": "2026-11-24T08:30:00.000Z",
                     *       "closed_by": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…",
                     *         "login": "…",
                     *         "role": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CaseItem"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This case is decided already; A colleague has this case in hand */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    decide_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "correct",
                 *       "reason": "Third digit misread",
                 *       "values": [
                 *         {
                 *           "register_id": "01930f5e-7c1a-7000-8000-000000000001",
                 *           "value": "4321.6"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Decide"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "decided": true,
                     *       "case": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "kind": "implausible",
                     *         "state": "open",
                     *         "branch_id": 1,
                     *         "period": "2026-11",
                     *         "opened_at": "2026-11-24T08:30:00.000Z",
                     *         "taken_at": "2026-11-24T08:30:00.000Z",
                     *         "taken_by": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…"
                     *         },
                     *         "sender": {
                     *           "device": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…"
                     *           },
                     *           "person": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "kind": "…"
                     *         },
                     *         "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "point": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "number": "…",
                     *           "address": "…",
                     *           "class": "…",
                     *           "branch_id": 1
                     *         },
                     *         "meter_tail": "…",
                     *         "headline": {
                     *           "code": "…",
                     *           "params": {}
                     *         },
                     *         "weight_kwh": "4821.6",
                     *         "holder": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…",
                     *           "last_contact": "2026-11-24T08:30:00.000Z"
                     *         },
                     *         "claimed_by": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…"
                     *         },
                     *         "decision": "…",
                     *         "reason": "…",
                     *         "closed_at": "2026-11-24T08:30:00.000Z",
                     *         "closed_by": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…"
                     *         }
                     *       },
                     *       "findings": [
                     *         {
                     *           "rule": "…",
                     *           "action": "info",
                     *           "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "params": {},
                     *           "rules_version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Decided"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This case is decided already; A colleague has this case in hand; It was estimated too often in a row; Somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This can't be decided here; There is nothing to estimate from */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    reopen_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Wrong case"
                 *     }
                 */
                "application/json": components["schemas"]["Reopen"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "kind": "implausible",
                     *       "state": "open",
                     *       "branch_id": 1,
                     *       "period": "2026-11",
                     *       "opened_at": "2026-11-24T08:30:00.000Z",
                     *       "taken_at": "2026-11-24T08:30:00.000Z",
                     *       "taken_by": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…",
                     *         "login": "…",
                     *         "role": "…"
                     *       },
                     *       "sender": {
                     *         "device": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…"
                     *         },
                     *         "person": {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "login": "…",
                     *           "role": "…"
                     *         },
                     *         "kind": "…"
                     *       },
                     *       "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "point": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "number": "…",
                     *         "address": "…",
                     *         "class": "…",
                     *         "branch_id": 1
                     *       },
                     *       "meter_tail": "…",
                     *       "headline": {
                     *         "code": "…",
                     *         "params": {}
                     *       },
                     *       "weight_kwh": "4821.6",
                     *       "holder": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…",
                     *         "login": "…",
                     *         "role": "…",
                     *         "last_contact": "2026-11-24T08:30:00.000Z"
                     *       },
                     *       "claimed_by": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…",
                     *         "login": "…",
                     *         "role": "…"
                     *       },
                     *       "decision": "…",
                     *       "reason": "…",
                     *       "closed_at": "2026-11-24T08:30:00.000Z",
                     *       "closed_by": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "name": "…",
                     *         "login": "…",
                     *         "role": "…"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CaseItem"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This case is still open; This point was handed over to billing; Somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    accept_cases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "case_ids": [
                 *         "01930f5e-7c1a-7000-8000-000000000001"
                 *       ],
                 *       "reason": "Spring Festival"
                 *     }
                 */
                "application/json": components["schemas"]["AcceptMany"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": [
                     *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *       ],
                     *       "left": [
                     *         {
                     *           "case_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "code": "…"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_today: {
        parameters: {
            query?: {
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
                /** @description Ignored: everybody fits on one page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "person": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "last_contact": "2026-11-24T08:30:00.000Z",
                     *           "device_ids": [
                     *             "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *           ],
                     *           "runs": [
                     *             {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "route_code": "…",
                     *               "route_name": "…"
                     *             }
                     *           ],
                     *           "tasks": {
                     *             "ever": 1,
                     *             "read": 1,
                     *             "skipped": 1,
                     *             "returned": 1,
                     *             "moved": 1,
                     *             "contested": 1,
                     *             "closed_elsewhere": 1,
                     *             "cancelled": 1,
                     *             "open": 1
                     *           },
                     *           "photos": {
                     *             "whole": 1,
                     *             "owed": 1,
                     *             "unusable": 1,
                     *             "missing": 1
                     *           },
                     *           "contested": 1,
                     *           "first_at": "2026-11-24T08:30:00.000Z",
                     *           "last_at": "2026-11-24T08:30:00.000Z"
                     *         }
                     *       ],
                     *       "next": "…",
                     *       "stops": {
                     *         "due": 1,
                     *         "read": 1,
                     *         "open": 1,
                     *         "skipped": 1,
                     *         "contested": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Today"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_audit: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
                /** @description One subject, as case:<id> */
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "home": 1,
                     *           "seq": 1,
                     *           "at": "2026-11-24T08:30:00.000Z",
                     *           "actor": {
                     *             "kind": "…",
                     *             "id": "…",
                     *             "name": "…"
                     *           },
                     *           "action": "…",
                     *           "subject": {
                     *             "kind": "…",
                     *             "id": "…"
                     *           },
                     *           "detail": {},
                     *           "personal": {},
                     *           "hash": "…"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditLinePage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_dead_jobs: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "name": "…",
                     *           "payload": {},
                     *           "attempts": 1,
                     *           "error": "…",
                     *           "created_at": "2026-11-24T08:30:00.000Z",
                     *           "finished_at": "2026-11-24T08:30:00.000Z"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["DeadJobPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is tried in a moment */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    drop_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The file was imported again"
                 *     }
                 */
                "application/json": components["schemas"]["DropJob"];
            };
        };
        responses: {
            /** @description It is gone from the list */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value isn't right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_readings: {
        parameters: {
            query: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                point_id: string;
                /** @description The last two years when left out */
                period?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "period": "2026-11",
                     *           "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "value": "4821.6",
                     *           "value_at": "2026-11-24T08:30:00.000Z",
                     *           "taken_at": "2026-11-24T08:30:00.000Z",
                     *           "received_at": "2026-11-24T08:30:00.000Z",
                     *           "obtained": "…",
                     *           "frozen": true,
                     *           "quality": [
                     *             "…"
                     *           ],
                     *           "visit_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "stands": true,
                     *           "by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "corrects": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "reason": "…"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["ReadingPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_point_story: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stops": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "period": "2026-11",
                     *           "kind": "…",
                     *           "state": "…",
                     *           "skip_code": "…",
                     *           "note": "…",
                     *           "at": "2026-11-24T08:30:00.000Z",
                     *           "by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           }
                     *         }
                     *       ],
                     *       "route": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "code": "…",
                     *         "name": "…",
                     *         "sequence": 1
                     *       },
                     *       "history": [
                     *         {
                     *           "period": "2026-11",
                     *           "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "advance": "4821.6",
                     *           "kwh": "4821.6",
                     *           "estimated": true,
                     *           "lo": "4821.6",
                     *           "hi": "4821.6"
                     *         }
                     *       ],
                     *       "readings": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "period": "2026-11",
                     *           "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "value": "4821.6",
                     *           "value_at": "2026-11-24T08:30:00.000Z",
                     *           "taken_at": "2026-11-24T08:30:00.000Z",
                     *           "received_at": "2026-11-24T08:30:00.000Z",
                     *           "obtained": "…",
                     *           "frozen": true,
                     *           "quality": [
                     *             "…"
                     *           ],
                     *           "visit_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "stands": true,
                     *           "by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "corrects": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "reason": "…"
                     *         }
                     *       ],
                     *       "releases": [
                     *         {
                     *           "period": "2026-11",
                     *           "number": 1,
                     *           "released_at": "2026-11-24T08:30:00.000Z",
                     *           "by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           }
                     *         }
                     *       ],
                     *       "audit": [
                     *         {
                     *           "home": 1,
                     *           "seq": 1,
                     *           "at": "2026-11-24T08:30:00.000Z",
                     *           "actor": {
                     *             "kind": "…",
                     *             "id": "…",
                     *             "name": "…"
                     *           },
                     *           "action": "…",
                     *           "subject": {
                     *             "kind": "…",
                     *             "id": "…"
                     *           },
                     *           "detail": {},
                     *           "personal": {},
                     *           "hash": "…"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Story"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_releases: {
        parameters: {
            query: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                branch_id: number;
                period: string;
                run_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ready": 1,
                     *       "held": 1,
                     *       "released": 1,
                     *       "missing": 1,
                     *       "items": [
                     *         {
                     *           "point": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "…",
                     *             "address": "…",
                     *             "class": "…",
                     *             "branch_id": 1
                     *           },
                     *           "why": "…",
                     *           "case_id": "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["ReleaseState"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    release_readings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "period": "2026-11"
                 *     }
                 */
                "application/json": components["schemas"]["Release"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "released": 1,
                     *       "already": 1,
                     *       "held": [
                     *         {
                     *           "point_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "why": "…",
                     *           "case_id": "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Released"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_settlement: {
        parameters: {
            query: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                branch_id: number;
                period: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "point": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "…",
                     *             "address": "…",
                     *             "class": "…",
                     *             "branch_id": 1
                     *           },
                     *           "register": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "obis": "…",
                     *             "kind": "cumulative",
                     *             "direction": "forward",
                     *             "energy": "active",
                     *             "band": "total",
                     *             "unit": "…",
                     *             "digits": 1,
                     *             "decimals": 1,
                     *             "position": 1
                     *           },
                     *           "number": 1,
                     *           "from": {
                     *             "value": "4821.6",
                     *             "at": "2026-11-24T08:30:00.000Z"
                     *           },
                     *           "to": {
                     *             "value": "4821.6",
                     *             "at": "2026-11-24T08:30:00.000Z"
                     *           },
                     *           "advance": "4821.6",
                     *           "multiplier": "4821.6",
                     *           "kwh": "4821.6"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["SettlementLinePage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    export_readings: {
        parameters: {
            query: {
                branch_id: number;
                period: string;
                format?: "csv" | "xlsx";
                /** @description A column profile's name; the standard columns when left out */
                profile?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here; There is no such column profile */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_export_profiles: {
        parameters: {
            query?: {
                /** @description One of one's branches; all of them when left out */
                branch_id?: number;
                /** @description Ignored: everybody fits on one page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "…",
                     *           "branch_id": 1,
                     *           "built_in": true,
                     *           "columns": [
                     *             {
                     *               "column": "…",
                     *               "heading": ""
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": "…",
                     *       "columns": [
                     *         {
                     *           "column": "…",
                     *           "en": "…",
                     *           "zh": "…",
                     *           "kind": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Profiles"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    set_export_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "name": "Billing",
                 *       "columns": [
                 *         {
                 *           "column": "point_number",
                 *           "heading": "SERVICE_POINT"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SetProfile"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "…",
                     *       "branch_id": 1,
                     *       "built_in": true,
                     *       "columns": [
                     *         {
                     *           "column": "…",
                     *           "heading": ""
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody was quicker */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such column */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_precision: {
        parameters: {
            query: {
                branch_id: number;
                /** @description The last cycle looked at */
                period: string;
                /** @description How many cycles */
                months?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "rule": "…",
                     *           "opened": 1,
                     *           "right": 1,
                     *           "accepted": 1,
                     *           "waiting": 1,
                     *           "quiet": 1
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["Precisions"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    try_threshold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rule": "VEE-04",
                 *       "branch_id": 1,
                 *       "customer_class": null,
                 *       "numbers": {
                 *         "case_z_e2": 450
                 *       },
                 *       "period": "2026-11",
                 *       "months": 6
                 *     }
                 */
                "application/json": components["schemas"]["Try"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cycles": 1,
                     *       "visits": 1,
                     *       "before": {
                     *         "rule": "…",
                     *         "opened": 1,
                     *         "right": 1,
                     *         "accepted": 1,
                     *         "waiting": 1,
                     *         "quiet": 1
                     *       },
                     *       "after": {
                     *         "rule": "…",
                     *         "opened": 1,
                     *         "right": 1,
                     *         "accepted": 1,
                     *         "waiting": 1,
                     *         "quiet": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Tried"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This threshold may be from {least} to {most}; This threshold must be {least} or more: another one of this rule is {least} */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    replay_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "finding_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "visit_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "rule": "…",
                     *           "register_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "then": {
                     *             "action": "…",
                     *             "params": {}
                     *           },
                     *           "now": {
                     *             "action": "…",
                     *             "params": {}
                     *           },
                     *           "today": {
                     *             "action": "…",
                     *             "params": {}
                     *           },
                     *           "same": true,
                     *           "missing": "not_alone",
                     *           "versions": {
                     *             "rule": 1,
                     *             "rule_now": 1,
                     *             "book": 1,
                     *             "band": 1,
                     *             "band_by_time": true
                     *           }
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["Replay"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_samples: {
        parameters: {
            query: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                branch_id: number;
                period: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "visit_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "score": 1,
                     *           "parts": [
                     *             {
                     *               "code": "…",
                     *               "points": 1,
                     *               "params": {}
                     *             }
                     *           ],
                     *           "why": "score",
                     *           "drawn_at": "2026-11-24T08:30:00.000Z",
                     *           "outcome": "fine",
                     *           "seen_at": "2026-11-24T08:30:00.000Z",
                     *           "seen_by": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "taken_at": "2026-11-24T08:30:00.000Z",
                     *           "person": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "name": "…",
                     *             "login": "…",
                     *             "role": "…"
                     *           },
                     *           "point": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "…",
                     *             "address": "…",
                     *             "class": "…",
                     *             "branch_id": 1
                     *           }
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["SamplePage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    draw_samples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "period": "2026-11"
                 *     }
                 */
                "application/json": components["schemas"]["Draw"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "drawn": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Drawn"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    judge_sample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "fine"
                 *     }
                 */
                "application/json": components["schemas"]["JudgeSample"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "fine",
                     *       "visit_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "seen_at": "2026-11-24T08:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["JudgedSample"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_missing: {
        parameters: {
            query: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                limit?: number;
                branch_id: number;
                period: string;
                /** @description Only the stops of a run */
                run_id?: string;
                /** @description Only those of a metering point */
                point_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "state": "open",
                     *           "sequence": 1,
                     *           "route": {
                     *             "code": "…",
                     *             "name": "…"
                     *           },
                     *           "point": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "number": "…",
                     *             "address": "…",
                     *             "class": "…",
                     *             "branch_id": 1
                     *           },
                     *           "at": "2026-11-24T08:30:00.000Z",
                     *           "estimated": true,
                     *           "why": "not_found",
                     *           "registers": [
                     *             {
                     *               "register": {
                     *                 "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *                 "obis": "…",
                     *                 "kind": "cumulative",
                     *                 "direction": "forward",
                     *                 "energy": "active",
                     *                 "band": "total",
                     *                 "unit": "…",
                     *                 "digits": 1,
                     *                 "decimals": 1,
                     *                 "position": 1
                     *               },
                     *               "previous": "4821.6"
                     *             }
                     *           ],
                     *           "choices": [
                     *             {
                     *               "method": "last_year",
                     *               "values": [
                     *                 {
                     *                   "register_id": null,
                     *                   "value": null
                     *                 }
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["MissingPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    estimate_stops: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "period": "2026-11",
                 *       "task_ids": [
                 *         "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"
                 *       ],
                 *       "method": "last_year",
                 *       "reason": "door closed three times"
                 *     }
                 */
                "application/json": components["schemas"]["EstimateStops"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "done": [
                     *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *       ],
                     *       "left": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "why": "not_found"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Estimated"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    take_estimates_back: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branch_id": 1,
                 *       "period": "2026-11",
                 *       "task_ids": [
                 *         "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"
                 *       ],
                 *       "reason": "will be read"
                 *     }
                 */
                "application/json": components["schemas"]["TakeBack"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "done": [
                     *         "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *       ],
                     *       "left": [
                     *         {
                     *           "task_id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "why": "not_found"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Estimated"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    find_points: {
        parameters: {
            query?: {
                /** @description The end of any number (four characters or more, or all of it), or a piece of a name or address */
                query?: string;
                branch_id?: number;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01920000-0000-7000-8000-000000000001",
                     *           "number": "3100000001",
                     *           "account_number": "3100000001",
                     *           "name": "供电用户0001",
                     *           "address": "东河村1组1号",
                     *           "class": "residential",
                     *           "branch_id": 1,
                     *           "role": "settlement",
                     *           "meter": {
                     *             "asset_number": "0134000000000000001001",
                     *             "serial_number": "2019031001",
                     *             "phases": 1
                     *           }
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["FoundPointPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_point: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                point_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "point": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "number": "…",
                     *         "account_number": "…",
                     *         "name": "…",
                     *         "address": "…",
                     *         "class": "…",
                     *         "branch_id": 1,
                     *         "role": "settlement",
                     *         "unmetered": true,
                     *         "voltage": "…",
                     *         "contract_capacity": "4821.6",
                     *         "hint": "…",
                     *         "lat": "…",
                     *         "lon": "…",
                     *         "given_lat": "…",
                     *         "given_lon": "…",
                     *         "given_datum": "…",
                     *         "valid_from": "2026-11-24",
                     *         "valid_to": "2026-11-24"
                     *       },
                     *       "account": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "number": "…",
                     *         "name": "…",
                     *         "address": "…",
                     *         "class": "…",
                     *         "status": "…",
                     *         "statuses": [
                     *           {
                     *             "status": "…",
                     *             "from": "2026-11-24",
                     *             "to": "2026-11-24"
                     *           }
                     *         ]
                     *       },
                     *       "area": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "number": "…",
                     *         "name": "…",
                     *         "line": {
                     *           "number": "…",
                     *           "name": "…"
                     *         }
                     *       },
                     *       "box": {
                     *         "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *         "barcode": "…",
                     *         "address": "…",
                     *         "floor": "…",
                     *         "row": 1,
                     *         "column": 1
                     *       },
                     *       "installations": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "from": "2026-11-24",
                     *           "to": "2026-11-24",
                     *           "multiplier": "4821.6",
                     *           "meter": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "asset_number": "…",
                     *             "serial_number": "…",
                     *             "comm_address": "…",
                     *             "model": "…",
                     *             "phases": 1
                     *           },
                     *           "box": {
                     *             "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *             "barcode": "…",
                     *             "address": "…",
                     *             "floor": "…",
                     *             "row": 1,
                     *             "column": 1
                     *           },
                     *           "registers": [
                     *             {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "obis": "…",
                     *               "kind": "…",
                     *               "direction": "…",
                     *               "energy": "…",
                     *               "band": "…",
                     *               "unit": "…",
                     *               "digits": 1,
                     *               "decimals": 1,
                     *               "position": 1,
                     *               "initial": "4821.6",
                     *               "final": "4821.6"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "events": [
                     *         {
                     *           "on": "2026-11-24",
                     *           "kind": "…",
                     *           "detail": {}
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PointFile"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_areas: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                /** @description The most items to answer */
                limit?: number;
                branch_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01920000-0000-7000-8000-000000000001",
                     *           "number": "T0101",
                     *           "name": "东河1号台区"
                     *         }
                     *       ],
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["AreaBriefPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    list_imports: {
        parameters: {
            query?: {
                /** @description Where the page before ended (`next`) */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "kind": "…",
                     *           "sender": "…",
                     *           "file_name": "…",
                     *           "dry_run": true,
                     *           "state": "waiting",
                     *           "progress": 1,
                     *           "rows": {
                     *             "total": 1,
                     *             "checked": 1,
                     *             "written": 1,
                     *             "unchanged": 1,
                     *             "wrong": 1
                     *           },
                     *           "created_at": "2026-11-24T08:30:00.000Z",
                     *           "finished_at": "2026-11-24T08:30:00.000Z"
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    import_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportFile"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef"
                     *     }
                     */
                    "application/json": components["schemas"]["Started"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too much at once */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A value isn't right */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The server's disk is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    import_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "…",
                     *           "label_en": "…",
                     *           "label_zh": "…",
                     *           "columns": [
                     *             {
                     *               "name": "…",
                     *               "field": "…",
                     *               "label_en": "…",
                     *               "label_zh": "…",
                     *               "required": true,
                     *               "group": 1,
                     *               "per_register": true,
                     *               "example": "…",
                     *               "aliases": [
                     *                 "…"
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["KindPage"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    import_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A CSV file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    see_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *       "kind": "…",
                     *       "sender": "…",
                     *       "file_name": "…",
                     *       "dry_run": true,
                     *       "state": "waiting",
                     *       "progress": 1,
                     *       "rows": {
                     *         "total": 1,
                     *         "checked": 1,
                     *         "written": 1,
                     *         "unchanged": 1,
                     *         "wrong": 1
                     *       },
                     *       "created_at": "2026-11-24T08:30:00.000Z",
                     *       "finished_at": "2026-11-24T08:30:00.000Z",
                     *       "errors": [
                     *         {
                     *           "sheet": "…",
                     *           "row": 1,
                     *           "column": "…",
                     *           "code": "…",
                     *           "title": "…",
                     *           "what_to_do": "…",
                     *           "value": "…"
                     *         }
                     *       ],
                     *       "mapping": {
                     *         "key": "…"
                     *       },
                     *       "counts": {
                     *         "key": 1
                     *       },
                     *       "assumed": {
                     *         "key": 1
                     *       },
                     *       "ignored_columns": [
                     *         "…"
                     *       ],
                     *       "in_no_route": [
                     *         "…"
                     *       ],
                     *       "left_out_rows": 1
                     *     }
                     */
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    import_errors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A CSV file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["FORBIDDEN"];
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    practice_routes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *           "code": "…",
                     *           "name": "…",
                     *           "branch": {
                     *             "id": 1,
                     *             "name": "…"
                     *           },
                     *           "stops": 1
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["PracticeRoutePage"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
    practice_meters: {
        parameters: {
            query: {
                route_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "sequence": 1,
                     *           "point": {
                     *             "number": "…",
                     *             "address": "…"
                     *           },
                     *           "asset_number": "…",
                     *           "serial_number": "…",
                     *           "comm_address": "…",
                     *           "model": "…",
                     *           "phases": 1,
                     *           "box": {
                     *             "barcode": "…",
                     *             "address": "…",
                     *             "rows": 1,
                     *             "columns": 1,
                     *             "row": 1,
                     *             "column": 1
                     *           },
                     *           "registers": [
                     *             {
                     *               "id": "019a2b3c-4d5e-7f60-8123-456789abcdef",
                     *               "kind": "…",
                     *               "direction": "…",
                     *               "energy": "…",
                     *               "band": "…",
                     *               "unit": "…",
                     *               "digits": 1,
                     *               "decimals": 1,
                     *               "position": 1,
                     *               "value": "…"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["PracticeMeterPage"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["UNPROCESSABLE_ENTITY"];
            default: components["responses"]["DEFAULT_ERROR"];
        };
    };
}
