//! The list of targets, each with its room and the number of inputs that the test always tries.

/// Hands the list to a macro: what each engine needs of a target it makes of the same lines.
macro_rules! for_every_target {
    ($make:ident) => {
        $make! {
            numerals = reading, 4000;
            cells = reading, 150;
            amounts_of_a_file = reading, 150;
            manifests = folders, 150;
            relations = folders, 150;
            whole_folders = folders, 100;
            folders_on_disk = folders, 60;
            procedures = allocation, 4000;
            keys = inference, 300;
            delimited = documents, 300;
            markdown = documents, 300;
            pages = documents, 300;
            workbooks = documents, 100;
            open_documents = documents, 100;
            pdfs = portable_documents, 60;
            run_together = portable_documents, 200;
        }
    };
}
