//! A case under a full disk, a read-only folder, two writers, and a kill.

use crate::bed::Bed;
use std::process::{Command, Stdio};
use std::time::Duration;

fn program() -> String {
    assert_cmd::cargo::cargo_bin!("orontes").display().to_string()
}

#[test]
fn the_second_of_two_writers_is_told_and_harms_nothing() {
    let bed = Bed::with_reports();
    bed.run(&["read", "agency.txt", "--case", "hama.gpkg"]).done();
    let other = rusqlite::Connection::open(bed.path("hama.gpkg")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let said = ["another program is using this case", "wait until it has ended"];
    bed.run(&["read", "army.txt", "--case", "hama.gpkg", "--wait", "0"]).ended(1, &said);
    // Whoever only reads need not wait.
    bed.run(&["brief", "hama.gpkg"]).done();
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    bed.run(&["read", "army.txt", "--case", "hama.gpkg", "--wait", "0"]).done();
}

#[test]
fn two_programs_that_write_one_case_at_once_both_get_their_reports_in() {
    let bed = Bed::new();
    for n in 0..40 {
        bed.put(&format!("{}/{n}.txt", n % 2), format!("Rebels captured Hama, witness {n} said.").as_bytes());
    }
    let start = |folder: &str| {
        let mut command = Command::new(program());
        command.args(["read", folder, "--case", "hama.gpkg", "--wait", "60"]).current_dir(bed.folder());
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let both = [start("0"), start("1")];
    for it in both {
        let output = it.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let verified = bed.run(&["verify", "hama.gpkg"]).done();
    assert!(verified.starts_with("40 reports"), "{verified}");
    // The layers are those of all forty, whoever came last.
    let connection = rusqlite::Connection::open(bed.path("hama.gpkg")).unwrap();
    let n: i64 =
        connection.query_row("SELECT COUNT(DISTINCT report) FROM origin", [], |it| it.get(0)).unwrap();
    assert_eq!(n, 40);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_what_was_kept_is_still_there() {
    let bed = Bed::new();
    bed.put("small.txt", b"Rebels captured Hama.");
    bed.put("large.txt", "Rebels captured Hama on Thursday. ".repeat(2_000).as_bytes());
    bed.run(&["read", "small.txt", "--case", "hama.gpkg"]).done();
    // A limit on the size of files stands in for a disk that is full: writing fails in the same place.
    let script = format!("trap '' XFSZ; ulimit -f 300; exec '{}' read large.txt --case hama.gpkg", program());
    let output = Command::new("bash").args(["-c", &script]).current_dir(bed.folder()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("hama.gpkg: the disk took no more"), "{said}");
    assert!(said.contains("make room and run the same command again"), "{said}");
    assert_eq!(output.status.code(), Some(1));
    let verified = bed.run(&["verify", "hama.gpkg"]).done();
    assert!(verified.starts_with("1 reports"), "{verified}");
    bed.run(&["read", "large.txt", "--case", "hama.gpkg"]).done();
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_told_and_its_case_can_still_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let bed = Bed::with_reports();
    bed.run(&["read", "agency.txt", "--case", "hama.gpkg"]).done();
    let before = bed.run(&["brief", "hama.gpkg"]).done();
    let mode = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&bed.path("hama.gpkg"), 0o444);
    mode(bed.folder(), 0o555);
    let run = |args: &[&str]| as_nobody(args, &bed);
    let outcomes = [
        run(&["read", "army.txt", "--case", "hama.gpkg"]),
        run(&["read", "army.txt", "--case", "new.gpkg"]),
        run(&["brief", "hama.gpkg"]),
    ];
    mode(bed.folder(), 0o755);
    let [Some(there), Some(fresh), Some(brief)] = outcomes else {
        println!("skipped: the program cannot be run by another user from where it was built");
        return;
    };
    for it in [there, fresh] {
        let said = String::from_utf8_lossy(&it.stderr);
        assert!(said.contains("cannot be written: the file or its folder is read-only"), "{said}");
        assert_eq!(it.status.code(), Some(1));
    }
    assert_eq!(String::from_utf8_lossy(&brief.stdout), before);
}

/// Runs the program as a user whom permissions bind: for the superuser no folder is read-only.
#[cfg(unix)]
fn as_nobody(args: &[&str], bed: &Bed) -> Option<std::process::Output> {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(program());
    command.args(args).current_dir(bed.folder());
    let is_superuser = std::fs::File::create(bed.path("probe")).is_ok();
    if is_superuser {
        std::fs::remove_file(bed.path("probe")).unwrap();
        // 65534 is "nobody" by convention.
        command.uid(65_534).gid(65_534);
    }
    command.output().ok()
}

#[test]
fn a_killed_reader_leaves_a_case_that_holds_together_and_goes_on_where_it_stopped() {
    let bed = Bed::new();
    for n in 0..300 {
        let text = format!("Rebels captured Hama, witness {n} said. {}", "Shelling went on. ".repeat(40));
        bed.put(&format!("reports/{n:03}.txt"), text.as_bytes());
    }
    let arguments = ["read", "reports", "--case", "hama.gpkg", "--threads", "1"];
    let mut n_before = 0;
    // A fixed sequence of moments, in milliseconds, over what the whole run takes.
    for moment in [5_u64, 60, 150, 300, 20, 500, 110] {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(bed.folder());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(moment));
        child.kill().unwrap();
        child.wait().unwrap();
        let verified = bed.run(&["verify", "hama.gpkg"]);
        if n_before == 0 && verified.status == 2 {
            // Killed before the case was made: there is no file, or one that the roll-back leaves empty.
            let said = verified.err;
            assert!(said.contains("no such case file") || said.contains("an empty file"), "{said}");
            continue;
        }
        let verified = verified.done();
        let n: usize = verified.split(' ').next().unwrap().parse().unwrap();
        assert!(n >= n_before, "{n} < {n_before}");
        n_before = n;
    }
    bed.run(&arguments).done();
    assert!(bed.run(&["verify", "hama.gpkg"]).done().starts_with("300 reports"));
    let killed = bed.run(&["export", "hama.gpkg", "--format", "case"]).done();
    assert_eq!(killed, bed.run(&["export", "reports", "--format", "case"]).done());
}
