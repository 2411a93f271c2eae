//! A folder of its own for each test, and the program run in it.

use assert_cmd::cargo::cargo_bin_cmd;
use std::path::{Path, PathBuf};

/// A folder with reports; gone with the test.
pub(crate) struct Bed {
    folder: tempfile::TempDir,
}

/// What the program said and how it ended.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Bed {
    pub(crate) fn new() -> Bed {
        Bed { folder: tempfile::tempdir().unwrap() }
    }

    /// A bed with four short reports of one battle in the manners of an agency, a monitor, an army and an
    /// undated blog.
    pub(crate) fn with_reports() -> Bed {
        let bed = Bed::new();
        for (name, text) in REPORTS {
            bed.put(name, text.as_bytes());
        }
        bed
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with_input(args, b"")
    }

    /// Starts the program in the folder, to be killed.
    pub(crate) fn spawn(&self, args: &[&str]) -> std::process::Child {
        let mut command = std::process::Command::new(cargo_bin_cmd!("orontes").get_program());
        let command = command.current_dir(self.folder()).args(args);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = cargo_bin_cmd!("orontes");
        let command = command.current_dir(self.folder()).args(args).write_stdin(input.to_vec());
        let output = command.env("SOURCE_DATE_EPOCH", "1733443200").output().unwrap();
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Returns what was printed, where all went well.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(self.status, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// Checks the exit status and that each of `said` was said on standard error, and nothing of a panic.
    #[track_caller]
    pub(crate) fn ended(self, status: i32, said: &[&str]) -> String {
        for it in said {
            assert!(self.err.contains(it), "{it:?} is not in\n{}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        assert_eq!(self.status, status, "{}{}", self.out, self.err);
        self.out
    }
}

/// Written for these tests from public facts of late 2024.
pub(crate) const REPORTS: [(&str, &str); 4] = [
    (
        "agency.txt",
        "Insurgents capture Hama\n\nThursday, 5 December 2024\n\nInsurgents captured Hama on Thursday, a war \
         monitor said. The army withdrew from the city. More than 100,000 people have been displaced since \
         November 27, the United Nations said.\n",
    ),
    (
        "monitor.txt",
        "5 December 2024\n\nHayat Tahrir al-Sham took control of Hama, the Syrian Observatory for Human Rights \
         said on Thursday. Government forces still hold Homs.\n",
    ),
    (
        "army.txt",
        "December 5, 2024\n\nThe Syrian army said on Thursday that its troops had redeployed outside Hama to \
         protect civilians.\n",
    ),
    (
        "blog.txt",
        "The fall of the city\n\nRebels seized Hama after three days of clashes. If they take Homs, Damascus \
         will be cut off from the coast.\n",
    ),
];
