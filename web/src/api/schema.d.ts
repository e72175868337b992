// Made by `npm run api` from the server's OpenAPI description. Do not edit.

export interface paths {
    "/api/v1/projects/{project}/tasks/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Next Task
         * @description Lease the next task. Nobody else gets it until `expires_at`.
         *
         *     Each call leases one more; with 20 in hand, the one held longest is given again. A task that stands on a
         *     page of look-alikes comes with all the others of its page.
         */
        post: operations["next_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/tasks/held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Held
         * @description The tasks you hold, oldest first: to go on after a reload.
         */
        get: operations["held_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task}/lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give Back
         * @description Give a task back: somebody else may have it. A lease that is over stays over: 204, too.
         */
        delete: operations["give_back"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer
         * @description Answer a task that you hold.
         *
         *     Sent again with the same value it is stored once (200); with another value it is refused (409) with
         *     both versions, `yours` and `stored`.
         */
        post: operations["answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/answers/{answer}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo
         * @description Take your answer back and hold its task again; refused (409) when a round has used it.
         *
         *     A review is taken back as long as nobody has answered, or begun to answer, after it.
         */
        post: operations["undo_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/my-work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My Work
         * @description What you did here, and what is left.
         */
        get: operations["my_work"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status
         * @description Whether the server has been set up.
         */
        get: operations["status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Setup
         * @description Make the first user, an admin, and sign in. Only while there is no user.
         */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Who is signed in, and the CSRF token of the session.
         */
        get: operations["me"];
        put?: never;
        /**
         * Sign In
         * @description Sign in by name and password: sets the cookie `vermeil_session`.
         */
        post: operations["sign_in"];
        /**
         * Sign Out
         * @description End this session (a token stays valid: delete it instead).
         */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Password
         * @description Change your own password. Your other sessions end; your tokens stay.
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users
         * @description The people who can sign in (for admins and managers).
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Add User
         * @description Let a person in (for admins).
         */
        post: operations["add_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change User
         * @description Change a role or a password, or lock somebody out (for admins).
         */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tokens
         * @description Your tokens; an admin sees everybody's.
         */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Add Token
         * @description Make a token for programs. It is shown this once; the server keeps only its hash.
         */
        post: operations["add_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Token
         * @description Revoke a token, at once.
         */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Projects
         * @description The projects you are a member of, newest first; an admin sees all.
         */
        get: operations["list_projects"];
        put?: never;
        /**
         * Create Project
         * @description Begin a project (for admins and managers); you become its manager.
         */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Project
         * @description A project with its counts. The ETag names its settings: send it as If-Match with a change.
         */
        get: operations["get_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Project
         * @description Change the name, the questions or the guideline (for its managers); answers keep their versions.
         */
        patch: operations["change_project"];
        trace?: never;
    };
    "/api/v1/projects/{project}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Members
         * @description The people in a project.
         */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put Member
         * @description Let a person into a project, or change what they may do there (for its managers).
         */
        put: operations["put_member"];
        post?: never;
        /**
         * Remove Member
         * @description Take a person out of a project: their tasks go back, their answers stay (for its managers).
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/guideline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Guideline
         * @description How to decide, in words and by examples.
         */
        get: operations["get_guideline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{item}/example": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put Example
         * @description Make an item an example of the guideline, with its accepted answer (for managers and reviewers).
         *
         *     Everybody in the project sees it from then on, so nobody is ever asked about it again. Refused (409) while
         *     somebody is, while a campaign runs, and where the label is not people's.
         */
        put: operations["put_example"];
        post?: never;
        /**
         * Remove Example
         * @description Take an item out of the examples of the guideline (for managers and reviewers).
         */
        delete: operations["remove_example"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Items
         * @description The items of a project, in the order they came (for managers and reviewers).
         */
        get: operations["list_items"];
        put?: never;
        /**
         * Add Items
         * @description Add items (for managers). Records that cannot be used are reported; the rest goes in.
         *
         *     With `format` the upload holds labels as another tool writes them, and their items. What people said there
         *     are answers here, with the provenance `imported`; what a model said are suggestions.
         *
         *     Sending the same upload again adds nothing, so an upload that was cut off is simply sent again.
         */
        post: operations["add_items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Batches
         * @description What arrived together, newest first.
         */
        get: operations["list_batches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refusals
         * @description The records of an upload that were left out, and why.
         */
        get: operations["list_refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/slices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Slices
         * @description By what the items could be sliced, for `slice_by`: fields of their metadata with their values.
         */
        get: operations["list_slices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/labelers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Labelers
         * @description Who could label for the machine in this project, and why others cannot.
         */
        get: operations["list_labelers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Plans
         * @description The plans of a project, newest first.
         */
        get: operations["list_plans"];
        put?: never;
        /**
         * Make Plan
         * @description Forecast cost against accuracy, before spending; while `state` is computing, ask again for it.
         */
        post: operations["make_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Plan
         * @description A plan made before.
         */
        get: operations["get_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Campaigns
         * @description The campaigns of a project, newest first.
         */
        get: operations["list_campaigns"];
        put?: never;
        /**
         * Start
         * @description Begin to label the project to the target, at the least cost (for its managers).
         */
        post: operations["start_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Campaign
         * @description A campaign as it stands: rounds, forecast and actual, money spent.
         */
        get: operations["get_campaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel
         * @description Stop a campaign (for the project's managers); its labels stay.
         */
        post: operations["cancel_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Suggestions
         * @description Say what a model thinks of items (for managers): shown to people who are asked from now on.
         *
         *     A later suggestion takes the place of an earlier one. Refused (409) while a campaign runs, which judges
         *     the suggestions that it began with.
         */
        post: operations["add_suggestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/suggestions/agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Agree
         * @description How often the suggestions are what people say (for managers), over the newest 5,000 items with both.
         *
         *     `blind`: those people saw no suggestion; where there are none, it is told over answers of people who did,
         *     which flatters the model.
         */
        get: operations["get_agreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/suggestions/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Listing
         * @description The runs of a project, newest first (for managers).
         */
        get: operations["list_suggestion_runs"];
        put?: never;
        /**
         * Start
         * @description Have a model suggest an answer for every item without a label (for managers).
         *
         *     Refused (409) while a campaign or another run goes on, and (422) where it would cost more than `at_most`.
         */
        post: operations["start_suggestion_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/suggestions/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Acceptance Of People
         * @description How often each person lets a wrong suggestion pass; some are shown on purpose (for managers).
         */
        get: operations["list_acceptance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show
         * @description One run: how far it is, what did not fit, how often it is right (for managers).
         */
        get: operations["get_suggestion_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel
         * @description Stop a run (for managers): what it has suggested stays.
         */
        post: operations["cancel_suggestion_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/items/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Items
         * @description How many items a filter lets through, as far as that is known at once.
         */
        get: operations["count_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Item
         * @description An item with every answer; people have letters for names.
         */
        get: operations["get_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Reviews
         * @description Items that are worth a second look, by the reason why; what was decided leaves its queue.
         */
        get: operations["list_reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/reviews/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Reviews
         * @description How many items are worth a second look, by reason.
         */
        get: operations["count_reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{item}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Review Item
         * @description Decide about an item: the decision is an answer that counts over those before it.
         *
         *     Refused (409), with both versions as `yours` and `stored`, when somebody has answered since `seen`;
         *     refused, too, while a running campaign waits for an answer about the item.
         */
        post: operations["review_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{item}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Media
         * @description The file of an item; annotators get those of tasks they hold or have answered.
         */
        get: operations["get_media"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Certificate
         * @description What the audit proved, with its evidence: `vermeil verify` recomputes it, offline.
         */
        get: operations["get_certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Labels
         * @description The labels as they are now, with where each came from; duplicates have that of their original.
         */
        get: operations["export_labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Formats
         * @description The formats of other tools that hold something of this project, those that lose least first.
         */
        get: operations["list_formats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Releases
         * @description The versions of a project, newest first.
         */
        get: operations["list_releases"];
        put?: never;
        /**
         * Create
         * @description Freeze the labels as they are now: a version that never changes (for the project's managers).
         */
        post: operations["create_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/releases/{release}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Release
         * @description One version.
         */
        get: operations["get_release"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/releases/{release}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Release
         * @description The file of a version: the same bytes every time.
         */
        get: operations["export_release"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Listen
         * @description Server-sent events: `change` with {"version": n} whenever something in the project has changed.
         */
        get: operations["listen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alive
         * @description The process answers.
         */
        get: operations["alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description The database can be reached and has this version's tables.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics
         * @description Figures for Prometheus (for admins: with a token).
         */
        get: operations["metrics"];
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
        /**
         * Accepting
         * @description How often a person has let a wrong suggestion pass that was shown on purpose.
         */
        Accepting: {
            /** User Id */
            user_id: number;
            /** Name */
            name: string;
            /**
             * Shown
             * @description Wrong suggestions, of the newest 5,000 in the project
             */
            shown: number;
            /**
             * Accepted
             * @description The answer was nearer to the suggestion than to what is known
             */
            accepted: number;
            /** Share */
            share: number;
            /**
             * Low
             * @description Lower end of a 95 % interval
             */
            low: number;
            /** High */
            high: number;
        };
        /**
         * Accuracy
         * @description How often it is right, out of fold, on what people said without seeing a suggestion.
         */
        Accuracy: {
            /**
             * Per Class
             * @description Examples of each class that it learned from; null: all
             */
            per_class: number | null;
            /** Mid */
            mid: number;
            /**
             * Low
             * @description Lower end of a 95 % interval
             */
            low: number;
            /** High */
            high: number;
            /**
             * Judged
             * @description Answers that it was judged by
             */
            judged: number;
        };
        /**
         * Agreement
         * @description How often suggestions are what people say.
         */
        Agreement: {
            /**
             * Answers
             * @description Items with both
             */
            answers: number;
            /**
             * Blind
             * @description Whether those people saw no suggestion
             */
            blind: boolean;
            /** Rows */
            rows: components["schemas"]["AgreementRow"][];
        };
        /**
         * AgreementRow
         * @description Of a class, a label or a field; of whole answers, where `name` is null.
         */
        AgreementRow: {
            /** Question */
            question: string;
            /** Name */
            name: string | null;
            /**
             * Suggested
             * @description How often it is suggested
             */
            suggested: number;
            /**
             * Said
             * @description How often people say it
             */
            said: number;
            /**
             * Precision
             * @description How much of what is suggested is right
             */
            precision: number | null;
            /**
             * Recall
             * @description How much of what people say is suggested
             */
            recall: number | null;
        };
        /**
         * Answer
         * @description What a person said.
         */
        Answer: {
            /** Id */
            id: number;
            /** Task Id */
            task_id: number;
            /** Item Id */
            item_id: number;
            /**
             * Value
             * @example {
             *       "class": "cat"
             *     }
             */
            value: {
                [key: string]: unknown;
            } | null;
            /** Note */
            note?: {
                [key: string]: unknown;
            } | null;
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
        };
        /**
         * Asked
         * @description What is asked of every item, in its newest version.
         */
        Asked: {
            /** Questions */
            questions: components["schemas"]["Question"][];
            /** Version */
            version: number;
        };
        /**
         * Band
         * @description A number with its doubt.
         */
        Band: {
            /** Low */
            low: number;
            /** Mid */
            mid: number;
            /** High */
            high: number;
        };
        /**
         * Batch
         * @description Items that arrived together.
         */
        Batch: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /** Source */
            source: {
                [key: string]: unknown;
            };
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
        };
        /**
         * Call
         * @description Calls to a language model.
         */
        Call: {
            /** Calls */
            calls: number;
            /** Cost */
            cost: number;
        };
        /**
         * Calls
         * @description What a language model would cost in a campaign.
         */
        Calls: {
            /** Labeler */
            labeler: string;
            /**
             * Price
             * @description Of a call, as expected
             */
            price: number;
            /** @description To try it; no calls where the caps do not pay for that */
            sample: components["schemas"]["Call"];
            /** @description To have it read everything else, if that makes the whole cheaper */
            pool: components["schemas"]["Call"];
        };
        /**
         * Campaign
         * @description One run of the plan on a project, as it stands.
         */
        Campaign: {
            /** Id */
            id: number;
            /** Project Id */
            project_id: number;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "finished" | "failed" | "cancelled";
            /**
             * Stage
             * @example learn
             */
            stage: string;
            /** Target */
            target: {
                [key: string]: unknown;
            };
            /** Prices */
            prices: {
                [key: string]: unknown;
            };
            /** Caps */
            caps: {
                [key: string]: unknown;
            };
            /** Team */
            team: {
                [key: string]: unknown;
            };
            /**
             * Goal
             * @description labels: a certified label for every item. model: the best one that the caps pay for
             * @enum {string}
             */
            goal: "labels" | "model";
            /** Worth */
            worth: number | null;
            /** Slice By */
            slice_by: string | null;
            /**
             * Labelers
             * @description Who race for the machine; null: the usual ones
             */
            labelers: string[] | null;
            /**
             * Llm
             * @description The language model that races with them
             */
            llm: {
                [key: string]: unknown;
            } | null;
            /**
             * Failed
             * @description Labelers that could not go on, and why; the others did
             */
            failed: {
                [key: string]: string;
            };
            /** Seed */
            seed: number;
            /** N Items */
            n_items: number;
            /**
             * Spent
             * @description label, verify, audit, expert, training, embedding, calls, total
             */
            spent: {
                [key: string]: number;
            };
            /**
             * Used
             * @description money, people_hours, device_hours and days so far, as the caps count them
             */
            used: {
                [key: string]: number;
            };
            /** Forecast */
            forecast: unknown;
            /** Rounds */
            rounds: {
                [key: string]: unknown;
            }[];
            /**
             * Curve
             * @description The total for other targets, as of the last round (error, cost, labels, ...)
             */
            curve: {
                [key: string]: unknown;
            }[];
            /** Progress */
            progress: {
                [key: string]: unknown;
            };
            /**
             * Model
             * @description What the exam has shown of the model: accuracy, low, high, items, right; null before it
             */
            model: {
                [key: string]: unknown;
            } | null;
            /** Reason */
            reason: string | null;
            /** Certificate Id */
            certificate_id: number | null;
            /**
             * Certified
             * @description Whether the certificate promises the target; it may say why not
             */
            certified: boolean;
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
        };
        /**
         * Caps
         * @description Never more than this; null: no cap. What the caps do not reach stays without a label.
         */
        Caps: {
            /**
             * Money
             * @description In the currency of the prices
             */
            money?: number | null;
            /**
             * People Hours
             * @description Of people, answering
             */
            people_hours?: number | null;
            /**
             * Device Hours
             * @description Of computing
             */
            device_hours?: number | null;
            /**
             * Days
             * @description Of the calendar, at the pace of the team
             */
            days?: number | null;
        };
        /**
         * Changed
         * @description What has changed since a version that was read.
         */
        Changed: {
            /** Text */
            text: boolean;
            /**
             * Added
             * @description Examples that are new, or of which something else is said: items
             */
            added: number[];
            /** Removed */
            removed: components["schemas"]["Said"][];
        };
        /**
         * ClassCounts
         * @description How often a class was given.
         */
        ClassCounts: {
            /** Class */
            class: string;
            /** Human */
            human: number;
            /** Machine */
            machine: number;
        };
        /**
         * Count
         * @description How many items a filter lets through.
         */
        Count: {
            /**
             * Items
             * @example 1234
             */
            items: number;
            /**
             * Exact
             * @description false: there are these at least; more than 10,000 are not counted, and a text is looked for in the first 10,000 items that the rest of the filter lets through
             */
            exact: boolean;
        };
        /**
         * Counts
         * @description How many items there are, and who labelled them.
         */
        Counts: {
            /** Items */
            items: number;
            /** Duplicates */
            duplicates: number;
            /** Human */
            human: number;
            /** Machine */
            machine: number;
            /**
             * Unlabelled
             * @description Without a label; duplicates are not counted
             */
            unlabelled: number;
        };
        /**
         * Example
         * @description An item with its accepted answer, as an example.
         */
        Example: {
            /** About */
            about: string | null;
            /** Good */
            good: boolean;
            /** Why */
            why: string | null;
            item: components["schemas"]["ExampleItem"];
            /**
             * Value
             * @example {
             *       "class": "cat"
             *     }
             */
            value: {
                [key: string]: unknown;
            };
        };
        /**
         * ExampleItem
         * @description An item in the guideline; a long text is cut.
         */
        ExampleItem: {
            /** Id */
            id: number;
            /**
             * Media
             * @enum {string}
             */
            media: "text" | "image" | "audio" | "document" | "html" | "json";
            /** Text */
            text?: string | null;
            /**
             * Media Url
             * @example /api/v1/items/1/media
             */
            media_url?: string | null;
            /**
             * Pages
             * @description Of a document: its pages, each a picture at `media_url` with `?page=n`, from 0; an image is one
             */
            pages?: number | null;
            /**
             * Width
             * @description Of an image: pixels, upright
             */
            width?: number | null;
            /** Height */
            height?: number | null;
        };
        /**
         * Fitting
         * @description A format of another tool that holds something of a project.
         */
        Fitting: {
            /**
             * Format
             * @description As `format` of an export
             */
            format: string;
            /** Title */
            title: string;
            /**
             * Ending
             * @description Of the file: zip where there are several
             */
            ending: string;
            /** Lost */
            lost: components["schemas"]["Left"][];
        };
        /**
         * FromAnswers
         * @description What people have answered in this project.
         */
        FromAnswers: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            from: "answers";
        };
        /**
         * FromDocuments
         * @description What the fields of documents seem to say, learned from those that people have answered.
         */
        FromDocuments: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            from: "documents";
            /**
             * Ocr
             * @description Read scans and photos too, some seconds a page
             * @default false
             */
            ocr?: boolean;
            /**
             * Examples
             * @description Learn from at most so many answered documents
             * @default 40
             */
            examples?: number;
        };
        /**
         * FromLabelStudio
         * @description A model behind Label Studio's protocol for ML backends.
         */
        FromLabelStudio: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            from: "label_studio";
            /**
             * Url
             * @example http://localhost:9090
             */
            url: string;
            /**
             * Batch
             * @description Items in one request
             * @default 8
             */
            batch?: number;
            /**
             * Timeout
             * @description Seconds until a request is given up
             * @default 60
             */
            timeout?: number;
            /**
             * Files
             * @description Where the backend finds the file of an item, with {key} for the item's key; left out, files are sent inside the request (data: URIs)
             * @example https://files.example/{key}
             */
            files?: string | null;
        };
        /**
         * FromLlm
         * @description A language model, asked about everything that has no label.
         */
        FromLlm: {
            /**
             * Url
             * @description Up to and without /chat/completions
             * @example http://localhost:9090
             */
            url: string;
            /** Model */
            model: string;
            /**
             * Price
             * @description Of a call
             */
            price: number;
            /**
             * Timeout
             * @default 60
             */
            timeout?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            from: "llm";
            /**
             * At Most
             * @description What may be spent: at least the price times the items; without it nothing is spent
             */
            at_most?: number | null;
            /**
             * Images
             * @description The model takes images
             * @default false
             */
            images?: boolean;
        };
        /**
         * GivenAnswer
         * @description An answer, and who gave it under which rules.
         */
        GivenAnswer: {
            /** Id */
            id: number;
            /**
             * By
             * @description Who gave it, as a letter: A is who answered first
             * @example A
             */
            by: string;
            /**
             * Worker
             * @description Their name, if a manager has asked for `names`
             */
            worker: string | null;
            /** Value */
            value: {
                [key: string]: unknown;
            } | null;
            /** Note */
            note: {
                [key: string]: unknown;
            } | null;
            /** Seconds */
            seconds: number | null;
            /** Blind */
            blind: boolean;
            /** Suggestion */
            suggestion: {
                [key: string]: unknown;
            } | null;
            /** Schema Version */
            schema_version: number;
            /**
             * Guideline Version
             * @description null: imported, by no guideline of this project
             */
            guideline_version: number | null;
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /** Superseded */
            superseded: boolean;
            /**
             * Expert
             * @description Given as an expert
             */
            expert: boolean;
            /**
             * Test
             * @description To a suggestion that was known to be wrong: never a label
             */
            test: boolean;
            /**
             * Review
             * @description Decided by a reviewer, who saw what was said before
             */
            review: boolean;
            /**
             * Imported
             * @description Given in another tool, and brought along with the item
             */
            imported: boolean;
            /**
             * Tool
             * @description Imported from this format
             */
            tool: string | null;
            /**
             * Annotated At
             * @description Imported: when it was given, as that tool has it
             */
            annotated_at: string | null;
            /**
             * Overruled
             * @description A campaign has ended with another label
             */
            overruled: boolean;
            /**
             * Counts
             * @description It may make the label: nothing has set it aside
             */
            counts: boolean;
        };
        /**
         * Guideline
         * @description How to decide, in words (Markdown), in its newest version.
         */
        Guideline: {
            /** Version */
            version: number;
            /** Text */
            text: string;
        };
        /**
         * ImportReport
         * @description What became of an upload's records.
         */
        ImportReport: {
            /** Batch Id */
            batch_id: number | null;
            /** Received */
            received: number;
            /**
             * Added
             * @description New items
             */
            added: number;
            /**
             * Existing
             * @description Were here already: nothing was changed
             */
            existing: number;
            /**
             * Duplicates
             * @description Of those added, copies of another item: they are asked once
             */
            duplicates: number;
            /**
             * Refused
             * @description The first thousand
             */
            refused: components["schemas"]["RefusedRecord"][];
            /** Refused Count */
            refused_count: number;
            /**
             * Lost
             * @description Of labels in another tool's format, what has no place here
             */
            lost: components["schemas"]["Left"][];
        };
        /**
         * Item
         * @description One thing to label.
         */
        Item: {
            /** Id */
            id: number;
            /** Key */
            key: string;
            /**
             * Media
             * @enum {string}
             */
            media: "text" | "image" | "audio" | "document" | "html" | "json";
            /** Text */
            text?: string | null;
            /** Media Url */
            media_url?: string | null;
            /**
             * Width
             * @description Of an image: pixels, upright
             */
            width?: number | null;
            /** Height */
            height?: number | null;
            /**
             * Pages
             * @description Of a document: its pages, each a picture at `media_url` with `?page=n`, from 0; an image is one
             */
            pages?: number | null;
            label: components["schemas"]["Label"] | null;
            /** Duplicate Of */
            duplicate_of: number | null;
            /** Metadata */
            metadata: {
                [key: string]: unknown;
            };
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
        };
        /**
         * ItemPage
         * @description An item with everything that was said about it.
         */
        ItemPage: {
            /** Id */
            id: number;
            /** Key */
            key: string;
            /**
             * Media
             * @enum {string}
             */
            media: "text" | "image" | "audio" | "document" | "html" | "json";
            /** Text */
            text?: string | null;
            /** Media Url */
            media_url?: string | null;
            /**
             * Width
             * @description Of an image: pixels, upright
             */
            width?: number | null;
            /** Height */
            height?: number | null;
            /**
             * Pages
             * @description Of a document: its pages, each a picture at `media_url` with `?page=n`, from 0; an image is one
             */
            pages?: number | null;
            label: components["schemas"]["Label"] | null;
            /** Duplicate Of */
            duplicate_of: number | null;
            /** Metadata */
            metadata: {
                [key: string]: unknown;
            };
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /** Project Id */
            project_id: number;
            /** @description What a model (or an import) says of it */
            model: components["schemas"]["Suggestion"] | null;
            /** @description What the guideline says of it, as one of its examples */
            example: components["schemas"]["Said"] | null;
            /** Answers */
            answers: components["schemas"]["GivenAnswer"][];
        };
        /**
         * Label
         * @description The accepted value of an item.
         */
        Label: {
            /**
             * Value
             * @example {
             *       "class": "cat"
             *     }
             */
            value: {
                [key: string]: unknown;
            };
            /**
             * Provenance
             * @enum {string}
             */
            provenance: "human" | "imported" | "review" | "machine";
            /** Confidence */
            confidence: number | null;
            /** Model Version */
            model_version: string | null;
        };
        /**
         * Labeler
         * @description One that could label for the machine.
         */
        Labeler: {
            /**
             * Name
             * @example kernel
             */
            name: string;
            /**
             * Words
             * @example kernel ridge
             */
            words: string;
            /**
             * Usual
             * @description Whether it races where nothing is said
             */
            usual: boolean;
            /**
             * Refused
             * @description Why it cannot race here; null: it can
             */
            refused: string | null;
        };
        /**
         * Left
         * @description What was left out, for it has no place where it should go.
         */
        Left: {
            /**
             * Question
             * @description null: of the items as a whole
             */
            question: string | null;
            /** Why */
            why: string;
            /** Count */
            count: number;
        };
        /**
         * Me
         * @description A signed-in person.
         */
        Me: {
            /** Id */
            id: number;
            /**
             * Name
             * @example ada
             */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "manager" | "reviewer" | "annotator";
        };
        /**
         * Member
         * @description A person in a project.
         */
        Member: {
            /** User Id */
            user_id: number;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "manager" | "reviewer" | "annotator";
            /** Expert */
            expert: boolean;
        };
        /**
         * MyWork
         * @description What you did here.
         */
        MyWork: {
            /** Answered */
            answered: number;
            /**
             * Today
             * @description Since midnight, UTC
             */
            today: number;
            /** Seconds Median */
            seconds_median: number | null;
            /**
             * Remaining
             * @description Tasks that wait for somebody
             */
            remaining: number;
        };
        /**
         * NewAnswer
         * @description What you say: a value, or that you skip, or that it is ambiguous.
         */
        NewAnswer: {
            /** Lease */
            lease: number;
            /** Value */
            value?: {
                [key: string]: unknown;
            } | null;
            /**
             * First
             * @description Of a delayed suggestion: what you said before you saw it
             */
            first?: {
                [key: string]: unknown;
            } | null;
            /**
             * Skip
             * @description Why you cannot say
             * @example too dark
             */
            skip?: string | null;
            /**
             * Ambiguous
             * @description Two people could rightly disagree
             * @default false
             */
            ambiguous?: boolean;
            /**
             * Wrong
             * @description The item or its suggestion is obviously wrong
             * @default false
             */
            wrong?: boolean;
            /** Comment */
            comment?: string | null;
            /**
             * Regions
             * @description Comments on single regions, spans or fields of the value
             * @default []
             */
            regions?: components["schemas"]["Remark"][];
            /**
             * Seconds
             * @description Time you spent on it
             * @default 0
             */
            seconds?: number;
        };
        /**
         * NewCampaign
         * @description An order to begin.
         */
        NewCampaign: {
            /**
             * Labelers
             * @description By name, see GET /projects/{project}/labelers; null: the usual ones; an empty list: the language model alone
             * @example [
             *       "kernel",
             *       "logistic"
             *     ]
             */
            labelers?: string[] | null;
            /** @description A language model that races with them */
            llm?: components["schemas"]["Raced"] | null;
            /**
             * @default {
             *       "error": 0.05,
             *       "confidence": 0.95,
             *       "classes": {},
             *       "slices": {},
             *       "tolerance": 0
             *     }
             */
            target?: components["schemas"]["Target"];
            /**
             * @default {
             *       "label": 0.04,
             *       "device_hour": 1,
             *       "currency": "USD"
             *     }
             */
            prices?: components["schemas"]["Prices"];
            /** @default {} */
            caps?: components["schemas"]["Caps"];
            /**
             * @default {
             *       "people": 1,
             *       "hours_a_day": 8,
             *       "days_a_week": 5
             *     }
             */
            team?: components["schemas"]["Team"];
            /**
             * Goal
             * @description labels: a certified label for every item. model: the best one that the caps pay for
             * @default labels
             * @enum {string}
             */
            goal?: "labels" | "model";
            /**
             * Worth
             * @description Of a model: what one percentage point of its accuracy is worth; null: the caps end it
             */
            worth?: number | null;
            /**
             * Slice By
             * @description The field of the items' metadata whose value names the slice of each
             */
            slice_by?: string | null;
            /**
             * Seed
             * @description Left out: drawn
             */
            seed?: number | null;
        };
        /**
         * NewExample
         * @description What is to be said of an item in the guideline; its answer is the accepted one.
         */
        NewExample: {
            /**
             * About
             * @description The class or label that it is an example of
             * @example cat
             */
            about?: string | null;
            /**
             * Good
             * @description An example for it, else against it
             * @default true
             */
            good?: boolean;
            /**
             * Why
             * @example The ears are pointed
             */
            why?: string | null;
        };
        /**
         * NewMember
         * @description What a person may do in this project.
         */
        NewMember: {
            /**
             * Role
             * @enum {string}
             */
            role: "manager" | "reviewer" | "annotator";
            /**
             * Expert
             * @description Their word is the reference of campaigns that pay experts
             * @default false
             */
            expert?: boolean;
        };
        /**
         * NewPassword
         * @description Another password of one's own.
         */
        NewPassword: {
            /**
             * Old
             * @description The present one
             * @example correct horse
             */
            old: string;
            /**
             * New
             * @description At least 8 characters
             * @example correct horse battery staple
             */
            new: string;
        };
        /**
         * NewPlan
         * @description What is wanted, at which prices.
         */
        NewPlan: {
            /**
             * Labelers
             * @description By name, see GET /projects/{project}/labelers; null: the usual ones; an empty list: the language model alone
             * @example [
             *       "kernel",
             *       "logistic"
             *     ]
             */
            labelers?: string[] | null;
            /** @description A language model that races with them */
            llm?: components["schemas"]["Raced"] | null;
            /**
             * @default {
             *       "error": 0.05,
             *       "confidence": 0.95,
             *       "classes": {},
             *       "slices": {},
             *       "tolerance": 0
             *     }
             */
            target?: components["schemas"]["Target"];
            /**
             * @default {
             *       "label": 0.04,
             *       "device_hour": 1,
             *       "currency": "USD"
             *     }
             */
            prices?: components["schemas"]["Prices"];
            /** @default {} */
            caps?: components["schemas"]["Caps"];
            /**
             * @default {
             *       "people": 1,
             *       "hours_a_day": 8,
             *       "days_a_week": 5
             *     }
             */
            team?: components["schemas"]["Team"];
            /**
             * Goal
             * @description labels: a certified label for every item. model: the best one that the caps pay for
             * @default labels
             * @enum {string}
             */
            goal?: "labels" | "model";
            /**
             * Worth
             * @description Of a model: what one percentage point of its accuracy is worth; null: the caps end it
             */
            worth?: number | null;
            /**
             * Slice By
             * @description The field of the items' metadata whose value names the slice of each
             */
            slice_by?: string | null;
        };
        /**
         * NewProject
         * @description A data set to label.
         */
        NewProject: {
            /**
             * Name
             * @example pets
             */
            name: string;
            /**
             * Task Type
             * @description Of a schema that is one question without a name
             * @default classes
             * @enum {string}
             */
            task_type?: "classes" | "pair" | "boxes" | "polygons" | "points" | "segments" | "spans" | "relations" | "transcript" | "fields" | "number" | "rating" | "text" | "url" | "ranking" | "table";
            schema: components["schemas"]["NewSchema"];
            /**
             * Guideline
             * @default
             */
            guideline?: string;
            /**
             * Few Shot
             * @description Where one class is asked for and suggestions are not blind: a model learns from the answers by itself, from 5 of each class on, and suggests the class of what comes next
             * @default false
             */
            few_shot?: boolean;
        };
        /**
         * NewRelease
         * @description A version to freeze.
         */
        NewRelease: {
            /**
             * Note
             * @default
             */
            note?: string;
        };
        /**
         * NewReview
         * @description What you decide about an item: one of `take`, `value`, `send_back` and `ambiguous`.
         */
        NewReview: {
            /**
             * Seen
             * @description The newest answer that you have read; null: there was none
             */
            seen: number | null;
            /**
             * Take
             * @description This answer is right
             */
            take?: number | null;
            /**
             * Value
             * @description This is right
             */
            value?: {
                [key: string]: unknown;
            } | null;
            /**
             * Send Back
             * @description Somebody else is asked again, for this reason
             * @example a part was left out
             */
            send_back?: string | null;
            /**
             * Ambiguous
             * @description Two people could rightly disagree: the label stays
             * @default false
             */
            ambiguous?: boolean;
            /** Comment */
            comment?: string | null;
        };
        NewSchema: {
            questions: ({
                /** @constant */
                type: "classes";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                classes: string[];
                /** @description Any number of them */
                multiple?: boolean;
                /** @description The class above each */
                parents?: {
                    [key: string]: string;
                };
            } | {
                /** @constant */
                type: "pair";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
            } | {
                /** @constant */
                type: "boxes";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                /** @description What a region or a part may be */
                labels: string[];
                /** @description Two boxes that share less are two things */
                iou?: number;
            } | {
                /** @constant */
                type: "polygons";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                /** @description What a region or a part may be */
                labels: string[];
                iou?: number;
            } | {
                /** @constant */
                type: "points";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                /** @description What a region or a part may be */
                labels: string[];
                /** @description In pixels */
                radius?: number;
            } | {
                /** @constant */
                type: "segments";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                /** @description What a region or a part may be */
                labels: string[];
                /** @description Two parts that share less are two things */
                iou?: number;
            } | {
                /** @constant */
                type: "spans";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                /** @description What a region or a part may be */
                labels: string[];
                /** @description Whether two may share characters */
                overlap?: boolean;
            } | {
                /** @constant */
                type: "relations";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                /** @description What a region or a part may be */
                labels: string[];
            } | {
                /** @constant */
                type: "transcript";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                /** @enum {unknown} */
                unit?: "words" | "characters";
            } | {
                /** @constant */
                type: "fields";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                fields?: {
                    name: string;
                    /**
                     * @description How two entries are compared
                     * @enum {unknown}
                     */
                    kind?: "text" | "date" | "amount" | "number";
                    /** @description Doubtful where it is missing */
                    required?: boolean;
                }[];
                /** @description The columns of a table of lines */
                lines?: {
                    name: string;
                    /**
                     * @description How two entries are compared
                     * @enum {unknown}
                     */
                    kind?: "text" | "date" | "amount" | "number";
                    /** @description Doubtful where it is missing */
                    required?: boolean;
                }[];
                checks?: ({
                    sum?: string[];
                    is?: string;
                    luhn?: string;
                    iban?: string;
                } | unknown | unknown | unknown)[];
            } | {
                /** @constant */
                type: "number";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                least?: number;
                most?: number;
                tolerance?: number;
            } | {
                /** @constant */
                type: "rating";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                most?: number;
            } | {
                /** @constant */
                type: "text";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
            } | {
                /** @constant */
                type: "url";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
            } | {
                /** @constant */
                type: "ranking";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                options: string[];
            } | {
                /** @constant */
                type: "table";
                /** @description Where its answer stands in a value */
                name: string;
                /** @description The question in words */
                ask?: string;
                /** @description Asked only after these answers to questions before it */
                when?: Record<string, never>;
                /** @description May be left out */
                optional?: boolean;
                columns: string[];
            })[];
        } | Record<string, never>;
        /**
         * NewSuggestion
         * @description What a model says of one item, which is named by its id or by its key.
         */
        NewSuggestion: {
            /** Item */
            item?: number | null;
            /** Key */
            key?: string | null;
            /**
             * Value
             * @description An entry for each question, or the answer to the only one
             * @example cat
             */
            value: {
                [key: string]: unknown;
            } | string;
            /** Confidence */
            confidence?: number | null;
            /**
             * Model Version
             * @default model
             */
            model_version?: string;
        };
        /**
         * NewSuggestions
         * @description What a model says.
         */
        NewSuggestions: {
            /** Suggestions */
            suggestions: components["schemas"]["NewSuggestion"][];
        };
        /**
         * NewToken
         * @description A token for programs.
         */
        NewToken: {
            /**
             * Name
             * @example nightly import
             */
            name: string;
            /**
             * Expires In Days
             * @description Left out: it does not expire
             */
            expires_in_days?: number | null;
            /**
             * User Id
             * @description Whose rights it has (admins); left out: your own
             */
            user_id?: number | null;
        };
        /**
         * NewUser
         * @description A person to be let in.
         */
        NewUser: {
            /**
             * Name
             * @example grace
             */
            name: string;
            /**
             * Password
             * @description At least 8 characters
             * @example correct horse battery staple
             */
            password: string;
            /**
             * Role
             * @default annotator
             * @enum {string}
             */
            role?: "admin" | "manager" | "reviewer" | "annotator";
        };
        /**
         * Next
         * @description A task, with the rest of its page of look-alikes, which is yours, too.
         */
        Next: {
            /** Id */
            id: number;
            /**
             * Lease
             * @description Send it with the answer
             */
            lease: number;
            item: components["schemas"]["Shown"];
            schema: components["schemas"]["Schema"];
            /** Schema Version */
            schema_version: number;
            /** Guideline Version */
            guideline_version: number;
            /** @description Its absence says nothing: some questions have none */
            suggestion: components["schemas"]["Suggestion"] | null;
            /**
             * Delayed
             * @description The suggestion is for after the first answer only
             * @default false
             */
            delayed?: boolean;
            /**
             * Page
             * @description Tasks of one page have one suggestion and are shown together
             */
            page?: number | null;
            /**
             * Returned
             * @description Why a reviewer wants it answered by somebody else
             */
            returned?: string | null;
            /**
             * Expires At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            expires_at: string;
            /**
             * Rest
             * @description Left out where it stands on no page
             * @default []
             */
            rest?: components["schemas"]["Task"][];
        };
        /** Page[Accepting] */
        Page_Accepting_: {
            /** Items */
            items: components["schemas"]["Accepting"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Batch] */
        Page_Batch_: {
            /** Items */
            items: components["schemas"]["Batch"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Campaign] */
        Page_Campaign_: {
            /** Items */
            items: components["schemas"]["Campaign"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Fitting] */
        Page_Fitting_: {
            /** Items */
            items: components["schemas"]["Fitting"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Item] */
        Page_Item_: {
            /** Items */
            items: components["schemas"]["Item"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Labeler] */
        Page_Labeler_: {
            /** Items */
            items: components["schemas"]["Labeler"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Member] */
        Page_Member_: {
            /** Items */
            items: components["schemas"]["Member"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Plan] */
        Page_Plan_: {
            /** Items */
            items: components["schemas"]["Plan"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Project] */
        Page_Project_: {
            /** Items */
            items: components["schemas"]["Project"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Queued] */
        Page_Queued_: {
            /** Items */
            items: components["schemas"]["Queued"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Release] */
        Page_Release_: {
            /** Items */
            items: components["schemas"]["Release"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[SliceField] */
        Page_SliceField_: {
            /** Items */
            items: components["schemas"]["SliceField"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[StoredRefusal] */
        Page_StoredRefusal_: {
            /** Items */
            items: components["schemas"]["StoredRefusal"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[SuggestionRun] */
        Page_SuggestionRun_: {
            /** Items */
            items: components["schemas"]["SuggestionRun"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Task] */
        Page_Task_: {
            /** Items */
            items: components["schemas"]["Task"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[Token] */
        Page_Token_: {
            /** Items */
            items: components["schemas"]["Token"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /** Page[User] */
        Page_User_: {
            /** Items */
            items: components["schemas"]["User"][];
            /**
             * Next Cursor
             * @description Send as `cursor` for the next page; null: no more
             */
            next_cursor?: string | null;
        };
        /**
         * Plan
         * @description A forecast: cost against accuracy, before spending.
         */
        Plan: {
            /** Id */
            id: number;
            /** Project Id */
            project_id: number;
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "computing" | "failed";
            /** N Items */
            n_items: number;
            /** All Human Cost */
            all_human_cost: number;
            /** Curve */
            curve: components["schemas"]["PlanPoint"][];
            /** @description Of the language model; null: there is none, or it is computed */
            calls: components["schemas"]["Calls"] | null;
            /**
             * Pilot Needed
             * @description How many labels would make the forecast useful; null: enough
             */
            pilot_needed: unknown;
            /** Sentence */
            sentence: string;
            /**
             * Notes
             * @description Which cap binds first, and what the forecast cannot know
             */
            notes: string[];
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
        };
        /**
         * PlanPoint
         * @description What one error target would cost.
         */
        PlanPoint: {
            /** Error Target */
            error_target: number;
            cost: components["schemas"]["Band"];
            time: components["schemas"]["PlanTime"];
            /**
             * Split
             * @description Of the expected cost: label, verify, audit, training, embedding and calls; where experts have a price, label is theirs outside of audits, verify what others are paid
             */
            split: {
                [key: string]: number;
            };
            /** Machine Share */
            machine_share: number;
            /** @description Of a model, where that is the goal */
            accuracy?: components["schemas"]["Band"] | null;
        };
        /**
         * PlanTime
         * @description How long it would take.
         */
        PlanTime: {
            people_hours: components["schemas"]["Band"];
            /** Device Hours */
            device_hours: number;
            /** @description Of the calendar, at the pace of the team */
            days: components["schemas"]["Band"];
        };
        /**
         * Prices
         * @description What one of each costs, in units of `currency`.
         *
         *     Each suggestion that is looked at costs `verify`; who refuses them all is paid a label on top.
         */
        Prices: {
            /**
             * Label
             * @description One label by a person
             * @default 0.04
             */
            label?: number;
            /**
             * Verify
             * @description Confirming what the machine thinks: where that is cheaper than a label, people see it. Left out: as a label, so that everybody labels blindly
             */
            verify?: number | null;
            /**
             * Grid
             * @description Confirming one item of a page of up to 60 look-alikes. Left out: there are no pages
             */
            grid?: number | null;
            /**
             * Expert
             * @description One answer of an expert: their word is the truth then, the certificate is about it, and what all others say is audited by them. Left out: what people say blindly is the truth
             */
            expert?: number | null;
            /**
             * Device Hour
             * @description One hour of computing
             * @default 1
             */
            device_hour?: number;
            /**
             * Currency
             * @default USD
             * @example USD
             */
            currency?: string;
        };
        /**
         * Project
         * @description A data set, the questions about each of its items, and the people who work on it.
         */
        Project: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            schema: components["schemas"]["Asked"];
            guideline: components["schemas"]["Guideline"];
            /**
             * Suggestions
             * @description How people meet suggestions on plain questions: at once, after their own answer, or never. What a campaign shows is its own decision; audits are blind in any case
             * @enum {string}
             */
            suggestions: "shown" | "delayed" | "blind";
            /**
             * Few Shot
             * @description Where one class is asked for and suggestions are not blind: a model learns from the answers by itself, from 5 of each class on, and suggests the class of what comes next
             */
            few_shot: boolean;
            /** @description null for annotators */
            counts: components["schemas"]["Counts"] | null;
            /**
             * Role
             * @description Your own, here
             * @enum {string}
             */
            role: "admin" | "manager" | "reviewer" | "annotator";
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /** Archived At */
            archived_at?: string | null;
        };
        /**
         * ProjectChange
         * @description What to change; what is left out stays. A new schema or guideline is a new version.
         */
        ProjectChange: {
            /**
             * Name
             * @example pets
             */
            name?: string | null;
            schema?: components["schemas"]["NewSchema"] | null;
            /** Guideline */
            guideline?: string | null;
            /** Suggestions */
            suggestions?: ("shown" | "delayed" | "blind") | null;
            /** Few Shot */
            few_shot?: boolean | null;
            /** Archived */
            archived?: boolean | null;
        };
        /**
         * ProjectPage
         * @description A project with its counts by class.
         */
        ProjectPage: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            schema: components["schemas"]["Asked"];
            guideline: components["schemas"]["Guideline"];
            /**
             * Suggestions
             * @description How people meet suggestions on plain questions: at once, after their own answer, or never. What a campaign shows is its own decision; audits are blind in any case
             * @enum {string}
             */
            suggestions: "shown" | "delayed" | "blind";
            /**
             * Few Shot
             * @description Where one class is asked for and suggestions are not blind: a model learns from the answers by itself, from 5 of each class on, and suggests the class of what comes next
             */
            few_shot: boolean;
            /** @description null for annotators */
            counts: components["schemas"]["Counts"] | null;
            /**
             * Role
             * @description Your own, here
             * @enum {string}
             */
            role: "admin" | "manager" | "reviewer" | "annotator";
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /** Archived At */
            archived_at?: string | null;
            /** Per Class */
            per_class: components["schemas"]["ClassCounts"][];
        };
        /**
         * Question
         * @description One question; its other parts are those of its type.
         */
        Question: {
            /**
             * Name
             * @example class
             */
            name: string;
            /**
             * Type
             * @enum {string}
             */
            type: "classes" | "pair" | "boxes" | "polygons" | "points" | "segments" | "spans" | "relations" | "transcript" | "fields" | "number" | "rating" | "text" | "url" | "ranking" | "table";
            /** Ask */
            ask?: string | null;
            /**
             * Optional
             * @default false
             */
            optional?: boolean;
            /**
             * When
             * @description Asked only after these answers
             * @default {}
             */
            when?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * Queued
         * @description An item that is worth a look.
         */
        Queued: {
            /** Id */
            id: number;
            /** Key */
            key: string;
            /**
             * Media
             * @enum {string}
             */
            media: "text" | "image" | "audio" | "document" | "html" | "json";
            /** Text */
            text?: string | null;
            /** Media Url */
            media_url?: string | null;
            /**
             * Width
             * @description Of an image: pixels, upright
             */
            width?: number | null;
            /** Height */
            height?: number | null;
            /**
             * Pages
             * @description Of a document: its pages, each a picture at `media_url` with `?page=n`, from 0; an image is one
             */
            pages?: number | null;
            label: components["schemas"]["Label"] | null;
            /** Duplicate Of */
            duplicate_of: number | null;
            /** Metadata */
            metadata: {
                [key: string]: unknown;
            };
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /**
             * Reason
             * @enum {string}
             */
            reason: "disagree" | "against_model" | "marked" | "unsure" | "random";
        };
        /**
         * Raced
         * @description One that takes part in a campaign over texts; see docs/howto/llm.md.
         */
        Raced: {
            /**
             * Url
             * @description Up to and without /chat/completions
             * @example http://localhost:9090
             */
            url: string;
            /** Model */
            model: string;
            /**
             * Price
             * @description Of a call
             */
            price: number;
            /**
             * Timeout
             * @default 60
             */
            timeout?: number;
            /**
             * Price In
             * @description Of a million tokens read, beside the price of a call
             * @default 0
             */
            price_in?: number;
            /**
             * Price Out
             * @description Of a million tokens written
             * @default 0
             */
            price_out?: number;
            /**
             * Question
             * @description What it is asked; left out: the project's question in words
             */
            question?: string | null;
            /**
             * Examples
             * @description Of people's labels that it is shown
             * @default 8
             */
            examples?: number;
            /**
             * At Once
             * @description Calls at the same time
             * @default 4
             */
            at_once?: number;
            /**
             * Per Minute
             * @description At most so many calls; null: any
             */
            per_minute?: number | null;
            /**
             * Logprobs
             * @description Ask for chances; false for endpoints that refuse that
             * @default true
             */
            logprobs?: boolean;
        };
        /**
         * RefusedRecord
         * @description A record that was left out, and why.
         */
        RefusedRecord: {
            /**
             * Line
             * @description Its line or position, or its name inside an archive
             */
            line: number | string | null;
            /** Key */
            key?: string | null;
            /**
             * Reason
             * @example the text is empty
             */
            reason: string;
        };
        /**
         * Release
         * @description An immutable version of the labelled data set.
         */
        Release: {
            /** Id */
            id: number;
            /** Project Id */
            project_id: number;
            /** Version */
            version: number;
            /** Note */
            note: string;
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Certificate Id */
            certificate_id: number | null;
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /**
             * Sha256
             * @description Of the frozen file (JSONL)
             */
            sha256: string;
        };
        /**
         * Remark
         * @description What you say about a part of your answer.
         */
        Remark: {
            /**
             * Question
             * @example where
             */
            question: string;
            /**
             * At
             * @description Its place among regions, spans or rows, from 0; or the name of a field
             */
            at: number | string;
            /**
             * Text
             * @example half of it is hidden
             */
            text: string;
        };
        /**
         * ReviewCounts
         * @description How many items are worth a look, by reason.
         */
        ReviewCounts: {
            disagree: components["schemas"]["Count"];
            against_model: components["schemas"]["Count"];
            marked: components["schemas"]["Count"];
            /** @description Every item that the machine labelled */
            unsure: components["schemas"]["Count"];
            /** @description Every item that has a label */
            random: components["schemas"]["Count"];
        };
        /**
         * Said
         * @description What the guideline says of an example.
         */
        Said: {
            /** About */
            about: string | null;
            /** Good */
            good: boolean;
            /** Why */
            why: string | null;
        };
        /**
         * Schema
         * @description What is asked of every item.
         */
        Schema: {
            /** Questions */
            questions: components["schemas"]["Question"][];
        };
        /**
         * Session
         * @description Who is signed in, and the proof that an order comes from the page.
         */
        Session: {
            user: components["schemas"]["Me"];
            /**
             * Csrf
             * @description Send as `X-CSRF-Token` with every order that the cookie signs
             */
            csrf: string;
        };
        /**
         * Setup
         * @description The first user.
         */
        Setup: {
            /**
             * Name
             * @example ada
             */
            name: string;
            /**
             * Password
             * @description At least 8 characters
             * @example correct horse battery staple
             */
            password: string;
            /**
             * Code
             * @description Printed by `vermeil serve`; needed where the server listens beyond this machine
             */
            code?: string | null;
        };
        /**
         * Shown
         * @description What the question is about.
         */
        Shown: {
            /** Id */
            id: number;
            /**
             * Media
             * @enum {string}
             */
            media: "text" | "image" | "audio" | "document" | "html" | "json";
            /** Text */
            text?: string | null;
            /**
             * Media Url
             * @example /api/v1/items/1/media
             */
            media_url?: string | null;
            /**
             * Pages
             * @description Of a document: its pages, each a picture at `media_url` with `?page=n`, from 0; an image is one
             */
            pages?: number | null;
        };
        /**
         * SignIn
         * @description A name and its password.
         */
        SignIn: {
            /**
             * Name
             * @example ada
             */
            name: string;
            /**
             * Password
             * @example correct horse battery staple
             */
            password: string;
        };
        /**
         * Slice
         * @description The items with one value of a field.
         */
        Slice: {
            /**
             * Name
             * @example camera 2
             */
            name: string;
            /** Items */
            items: number;
        };
        /**
         * SliceField
         * @description A field of the items' metadata with few enough values to promise something of each.
         */
        SliceField: {
            /**
             * Field
             * @example camera
             */
            field: string;
            /** Values */
            values: components["schemas"]["Slice"][];
        };
        /**
         * Status
         * @description Whether anybody is at home.
         */
        Status: {
            /**
             * Version
             * @example 0.1.0
             */
            version: string;
            /**
             * Needs Setup
             * @description No user exists yet: POST /setup makes the first, an admin
             */
            needs_setup: boolean;
        };
        /**
         * StoredRefusal
         * @description A record that was left out, and how it began.
         */
        StoredRefusal: {
            /**
             * Line
             * @description Its line or position, or its name inside an archive
             */
            line: number | string | null;
            /** Key */
            key?: string | null;
            /**
             * Reason
             * @example the text is empty
             */
            reason: string;
            /** Excerpt */
            excerpt: string;
        };
        /**
         * Suggestion
         * @description What a model (or an import) said.
         */
        Suggestion: {
            /**
             * Value
             * @example {
             *       "class": "cat"
             *     }
             */
            value: {
                [key: string]: unknown;
            };
            /**
             * Next
             * @description Classes to suggest in turn to whoever refuses it
             * @default []
             */
            next?: string[];
            /** Confidence */
            confidence?: number | null;
            /** Model Version */
            model_version?: string | null;
        };
        /**
         * SuggestionRun
         * @description One run as it stands.
         */
        SuggestionRun: {
            /** Id */
            id: number;
            /** Project Id */
            project_id: number;
            /**
             * State
             * @enum {string}
             */
            state: "running" | "finished" | "failed" | "cancelled";
            /**
             * From
             * @enum {string}
             */
            from: "documents" | "label_studio" | "llm" | "answers";
            /** Url */
            url: string | null;
            /** Model */
            model: string | null;
            /** Price */
            price: number | null;
            /** At Most */
            at_most: number | null;
            /** Currency */
            currency: string;
            /**
             * By Itself
             * @description Nobody asked for it: it came with the answers
             */
            by_itself: boolean;
            /**
             * N Items
             * @description Without a label when it was started
             */
            n_items: number;
            /** Done */
            done: number;
            /** Taken */
            taken: number;
            /** Refused */
            refused: number;
            /**
             * Left
             * @description Without a suggestion on purpose, of a run that came by itself
             */
            left: number;
            /**
             * Refusals
             * @description The first hundred
             */
            refusals: components["schemas"]["Unfit"][];
            /** Spent */
            spent: number;
            /**
             * Accuracy
             * @description Of a model that learned from answers
             */
            accuracy: components["schemas"]["Accuracy"][] | null;
            /**
             * Reason
             * @description Why it has ended, if not of itself
             */
            reason: string | null;
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /** Finished At */
            finished_at: string | null;
        };
        /**
         * Taken
         * @description What became of them.
         */
        Taken: {
            /** Taken */
            taken: number;
            /** Refused */
            refused: components["schemas"]["RefusedRecord"][];
        };
        /**
         * Target
         * @description At most `error` wrong, sure with `confidence`; of single classes or slices as well, if so wanted.
         */
        Target: {
            /**
             * Error
             * @default 0.05
             * @example 0.05
             */
            error?: number;
            /**
             * Confidence
             * @default 0.95
             * @example 0.95
             */
            confidence?: number;
            /**
             * Classes
             * @description At most this share of the items that end with a class is wrong, by its name; or one number for every class
             * @default {}
             * @example {
             *       "crack": 0.1
             *     }
             */
            classes?: number | {
                [key: string]: number;
            };
            /**
             * Slices
             * @description The same for slices; see `slice_by`
             * @default {}
             * @example 0.1
             */
            slices?: number | {
                [key: string]: number;
            };
            /**
             * Tolerance
             * @description Of questions whose answers can be near: an item is wrong whose loss is larger than this
             * @default 0
             * @example 0.2
             */
            tolerance?: number;
        };
        /**
         * Task
         * @description One question put to you, yours until `expires_at`.
         */
        Task: {
            /** Id */
            id: number;
            /**
             * Lease
             * @description Send it with the answer
             */
            lease: number;
            item: components["schemas"]["Shown"];
            schema: components["schemas"]["Schema"];
            /** Schema Version */
            schema_version: number;
            /** Guideline Version */
            guideline_version: number;
            /** @description Its absence says nothing: some questions have none */
            suggestion: components["schemas"]["Suggestion"] | null;
            /**
             * Delayed
             * @description The suggestion is for after the first answer only
             * @default false
             */
            delayed?: boolean;
            /**
             * Page
             * @description Tasks of one page have one suggestion and are shown together
             */
            page?: number | null;
            /**
             * Returned
             * @description Why a reviewer wants it answered by somebody else
             */
            returned?: string | null;
            /**
             * Expires At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            expires_at: string;
        };
        /**
         * Team
         * @description Who answers, when, and how fast; seconds left out are measured from the project's answers.
         */
        Team: {
            /**
             * People
             * @default 1
             */
            people?: number;
            /**
             * Hours A Day
             * @default 8
             */
            hours_a_day?: number;
            /**
             * Days A Week
             * @default 5
             */
            days_a_week?: number;
            /** Label Seconds */
            label_seconds?: number | null;
            /** Verify Seconds */
            verify_seconds?: number | null;
        };
        /**
         * Token
         * @description A token; it has the rights of its user.
         */
        Token: {
            /** Id */
            id: number;
            /** User Id */
            user_id: number;
            /** Name */
            name: string;
            /**
             * Prefix
             * @description Its first characters, to know it by
             * @example vml_3hQ9
             */
            prefix: string;
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Last Used At */
            last_used_at: string | null;
            /** Revoked At */
            revoked_at: string | null;
        };
        /**
         * TokenOnce
         * @description A new token, shown this once.
         */
        TokenOnce: {
            /** Id */
            id: number;
            /** User Id */
            user_id: number;
            /** Name */
            name: string;
            /**
             * Prefix
             * @description Its first characters, to know it by
             * @example vml_3hQ9
             */
            prefix: string;
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /** Last Used At */
            last_used_at: string | null;
            /** Revoked At */
            revoked_at: string | null;
            /**
             * Token
             * @example vml_3hQ9...
             */
            token: string;
        };
        /**
         * Unfit
         * @description An item that got no suggestion, and why.
         */
        Unfit: {
            /** Item */
            item: number;
            /** Key */
            key: string;
            /** Reason */
            reason: string;
        };
        /**
         * User
         * @description A person.
         */
        User: {
            /** Id */
            id: number;
            /**
             * Name
             * @example ada
             */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "manager" | "reviewer" | "annotator";
            /** Disabled */
            disabled: boolean;
            /**
             * Created At
             * @description RFC 3339, UTC
             * @example 2026-11-21T05:00:00.000Z
             */
            created_at: string;
        };
        /**
         * UserChange
         * @description What to change; what is left out stays.
         */
        UserChange: {
            /** Role */
            role?: ("admin" | "manager" | "reviewer" | "annotator") | null;
            /** Password */
            password?: string | null;
            /**
             * Disabled
             * @description A disabled user is locked out at once
             */
            disabled?: boolean | null;
        };
        /**
         * WholeGuideline
         * @description How to decide, in words and by examples. An item that you are being asked about is left out.
         */
        WholeGuideline: {
            /** Version */
            version: number;
            /** Text */
            text: string;
            /** Examples */
            examples: components["schemas"]["Example"][];
            /** @description null where `since` was not given */
            changed: components["schemas"]["Changed"] | null;
        };
        /**
         * Fault
         * @description One thing that is wrong with a request.
         */
        Fault: {
            /**
             * Where
             * @example body.target.error
             */
            where: string;
            /**
             * Message
             * @example Input should be less than 1
             */
            message: string;
        };
        /**
         * Problem
         * @description Why a request was refused (RFC 9457), in words that say what to do.
         */
        Problem: {
            /**
             * Type
             * @description What kind of problem
             * @default about:blank
             */
            type?: string;
            /**
             * Title
             * @example There is no such thing here
             */
            title: string;
            /**
             * Status
             * @example 404
             */
            status: number;
            /**
             * Detail
             * @example There is no project 7, or you are not a member of it.
             */
            detail: string;
            /**
             * Errors
             * @description Each fault, when the request's form is wrong (422)
             * @default null
             */
            errors?: components["schemas"]["Fault"][] | null;
            /**
             * About
             * @description The field that is wrong, where the form is right
             * @default null
             */
            about?: string | null;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    next_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Next"];
                };
            };
            /** @description There is nothing to do now */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    held_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Task_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    give_back: {
        parameters: {
            query: {
                /** @description The one that the task came with */
                lease: number;
            };
            header?: never;
            path: {
                task: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnswer"];
            };
        };
        responses: {
            /** @description It was stored before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                answer: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description It was a review: there is no task to hold */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    my_work: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyWork"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts: see Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many attempts: see Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description Records on a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_User_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Token_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenOnce"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description Records on a page */
                limit?: number;
                /** @description The archived ones instead */
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Project_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectPage"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read: refused (412) if it has changed since */
                "If-Match"?: string | null;
            };
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectPage"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Member_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_guideline: {
        parameters: {
            query?: {
                /** @description A version that was read: what has changed since? */
                since?: number | null;
            };
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeGuideline"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_example: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExample"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeGuideline"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_example: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeGuideline"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_items: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description Records on a page */
                limit?: number;
                /** @description Who labelled it */
                state?: ("human" | "machine" | "unlabelled" | "duplicate") | null;
                /** @description Its label */
                class?: string | null;
                /** @description A part of its text or key */
                q?: string | null;
                /** @description What it arrived with */
                batch?: number | null;
            };
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Item_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_items: {
        parameters: {
            query?: {
                /** @description A name for what arrives together */
                name?: string;
                /** @description The files are labels in this format of another tool */
                format?: "coco" | "yolo" | "yolo-seg" | "yolo-obb" | "voc" | "label-studio" | "conll" | "spacy" | "spacy-docbin" | "doccano" | "prodigy" | "argilla" | "hugging-face" | "ground-truth";
                /** @description What labels are that people gave elsewhere: answers, with the provenance `imported`, or suggestions. Default: answers in another tool's format, suggestions in a table of your own */
                as?: ("answers" | "suggestions") | null;
                /** @description Those answers were given without a suggestion in view, by people whose word is the truth here: a campaign takes them for the truth and does not audit them */
                blind?: boolean;
            };
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "key": "a1",
                 *         "text": "a cat sat"
                 *       },
                 *       {
                 *         "text": "a dog ran"
                 *       }
                 *     ]
                 */
                "application/json": (string | {
                    /** @description Your own name for it; unique in the project */
                    key?: string | number;
                    text?: string;
                    /** @description Shown without scripts, and apart from the page */
                    html?: string;
                    /** @description Any JSON; with `left` and `right`, two things side by side */
                    json?: unknown;
                    /** @description A data: URI, or the name of a file in the same upload */
                    image?: string;
                    /** @description The same: WAV, FLAC, MP3, Ogg or M4A */
                    audio?: string;
                    /** @description The same: PDF */
                    document?: string;
                    metadata?: Record<string, never>;
                    /** @description A value, or the answer to the only question (a class): a suggestion, or with `as=answers` what `annotator` said of it, at `annotated_at` */
                    label?: string | Record<string, never>;
                    /** @description With `as=answers`: what several people said of it */
                    answers?: {
                        value: string | Record<string, never>;
                        annotator?: string;
                        annotated_at?: string;
                        extras?: Record<string, never>;
                    }[];
                    /** @description The same with how sure its model was */
                    suggestion?: {
                        value: string | Record<string, never>;
                        confidence?: number | null;
                        model_version?: string;
                    };
                })[] | {
                    items: (string | {
                        /** @description Your own name for it; unique in the project */
                        key?: string | number;
                        text?: string;
                        /** @description Shown without scripts, and apart from the page */
                        html?: string;
                        /** @description Any JSON; with `left` and `right`, two things side by side */
                        json?: unknown;
                        /** @description A data: URI, or the name of a file in the same upload */
                        image?: string;
                        /** @description The same: WAV, FLAC, MP3, Ogg or M4A */
                        audio?: string;
                        /** @description The same: PDF */
                        document?: string;
                        metadata?: Record<string, never>;
                        /** @description A value, or the answer to the only question (a class): a suggestion, or with `as=answers` what `annotator` said of it, at `annotated_at` */
                        label?: string | Record<string, never>;
                        /** @description With `as=answers`: what several people said of it */
                        answers?: {
                            value: string | Record<string, never>;
                            annotator?: string;
                            annotated_at?: string;
                            extras?: Record<string, never>;
                        }[];
                        /** @description The same with how sure its model was */
                        suggestion?: {
                            value: string | Record<string, never>;
                            confidence?: number | null;
                            model_version?: string;
                        };
                    })[];
                };
                /** @example {"text": "a cat sat"} */
                "application/x-ndjson": string;
                /**
                 * @example key,text
                 *     a1,a cat sat
                 */
                "text/csv": string;
                "multipart/form-data": {
                    /** @description Files, .zip, .csv, .json, .jsonl; a file's name is its key */
                    files: string[];
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_batches: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description Records on a page */
                limit?: number;
            };
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Batch_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_refusals: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description Records on a page */
                limit?: number;
            };
            header?: never;
            path: {
                batch: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StoredRefusal_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_slices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SliceField_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_labelers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Labeler_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_plans: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Plan_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlan"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_campaigns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Campaign_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_campaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path: {
                campaign: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSuggestions"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_agreement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_suggestion_runs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SuggestionRun_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_suggestion_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FromDocuments"] | components["schemas"]["FromLabelStudio"] | components["schemas"]["FromLlm"] | components["schemas"]["FromAnswers"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionRun"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_acceptance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Accepting_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_suggestion_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionRun"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_suggestion_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path: {
                run: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionRun"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_items: {
        parameters: {
            query?: {
                /** @description Who labelled it */
                state?: ("human" | "machine" | "unlabelled" | "duplicate") | null;
                /** @description Its label */
                class?: string | null;
                /** @description A part of its text or key */
                q?: string | null;
                /** @description What it arrived with */
                batch?: number | null;
            };
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_item: {
        parameters: {
            query?: {
                /** @description Who gave each answer; for managers only */
                names?: boolean;
            };
            header?: never;
            path: {
                item: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_reviews: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description Records on a page */
                limit?: number;
                /** @description Why: people disagree; the newest answer is against the model; somebody marked, skipped or commented it; the machine labelled it, the least sure first; or by chance */
                reason?: "disagree" | "against_model" | "marked" | "unsure" | "random";
                /** @description Of what differs: only by a loss above this; pages may be short then */
                apart?: number;
            };
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Queued_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_reviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewCounts"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    review_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReview"];
            };
        };
        responses: {
            /** @description It was stored before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_media: {
        parameters: {
            query?: {
                /** @description full: as it came, TIFF as WebP; thumb: at most 320 pixels */
                size?: "full" | "thumb";
                /** @description Of a document: a picture of this page, from 0 */
                page?: number | null;
            };
            header?: never;
            path: {
                item: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": unknown;
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_certificate: {
        parameters: {
            query?: {
                /** @description As a file to keep */
                download?: boolean;
            };
            header?: never;
            path: {
                campaign: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_labels: {
        parameters: {
            query?: {
                /** @description File format */
                format?: "jsonl" | "csv" | "parquet" | "coco" | "yolo" | "yolo-seg" | "yolo-obb" | "voc" | "label-studio" | "conll" | "spacy" | "spacy-docbin" | "doccano" | "prodigy" | "argilla" | "hugging-face" | "ground-truth";
            };
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, as a stream; several files come as one zip archive */
            200: {
                headers: {
                    /** @description What the format could not hold, as JSON: [{question, why, count}] */
                    "Vermeil-Lost"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/octet-stream": string;
                    "application/vnd.apache.parquet": string;
                    "application/x-ndjson": string;
                    "application/zip": string;
                    "text/csv; charset=utf-8": string;
                    "text/plain; charset=utf-8": string;
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_formats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Fitting_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_releases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Release_"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_release: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own name for this order: sent again with the same, it is not done again */
                "Idempotency-Key"?: string | null;
            };
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRelease"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It contradicts the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                release: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_release: {
        parameters: {
            query?: {
                /** @description File format */
                format?: "jsonl" | "csv" | "parquet" | "coco" | "yolo" | "yolo-seg" | "yolo-obb" | "voc" | "label-studio" | "conll" | "spacy" | "spacy-docbin" | "doccano" | "prodigy" | "argilla" | "hugging-face" | "ground-truth";
            };
            header?: never;
            path: {
                release: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, as a stream; several files come as one zip archive */
            200: {
                headers: {
                    /** @description What the format could not hold, as JSON: [{question, why, count}] */
                    "Vermeil-Lost"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/octet-stream": string;
                    "application/vnd.apache.parquet": string;
                    "application/x-ndjson": string;
                    "application/zip": string;
                    "text/csv; charset=utf-8": string;
                    "text/plain; charset=utf-8": string;
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing, or you may not see it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    alive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role, the password, the CSRF token or the origin does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
