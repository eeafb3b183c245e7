//! Draws inputs by lot, keeps time, and makes what fails small.

use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{
    Config, FileFailurePersistence, RngAlgorithm, TestCaseError, TestRng, TestRunner,
};

/// Any input takes milliseconds; one that takes so long hangs.
const LIMIT: Duration = Duration::from_secs(20);

/// Inputs that are drawn before the clock is read again.
const ROUND: u32 = 100;

/// Runs a target on `inputs` inputs, or for as many seconds as `STATSBIDRAG_FUZZ_SECONDS` says.
pub fn run(name: &'static str, inputs: u32, target: fn(&[u8])) {
    let seconds = number("STATSBIDRAG_FUZZ_SECONDS");
    let watch = Watch::new(name);
    watch.time(target, &[]);
    let begun = Instant::now();
    let (mut tried, mut round) = (0_u64, 0_u64);
    match seconds {
        None => {
            draw(name, 0, inputs, target, &watch);
            tried += u64::from(inputs);
        }
        Some(seconds) => {
            while begun.elapsed() < Duration::from_secs(seconds) {
                draw(name, round, ROUND, target, &watch);
                tried += u64::from(ROUND);
                round += 1;
            }
        }
    }
    let (slowest, bytes) = watch.slowest.into_inner().unwrap();
    let slowest = slowest.as_millis();
    println!("{name}: {tried} inputs, the slowest {slowest} ms: {bytes:?}");
}

/// A number in the environment.
fn number(name: &str) -> Option<u64> {
    let number = |it: String| it.parse().unwrap_or_else(|_| panic!("{name} is a number"));
    std::env::var(name).ok().map(number)
}

fn draw(name: &'static str, round: u64, inputs: u32, target: fn(&[u8]), watch: &Watch) {
    let kept: &'static str = Box::leak(
        format!("{}/tests/fuzz/kept/{name}.txt", env!("CARGO_MANIFEST_DIR")).into_boxed_str(),
    );
    let config = Config {
        cases: inputs,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(kept))),
        max_shrink_iters: 500,
        ..Config::default()
    };
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&round.to_le_bytes());
    let lot = number("STATSBIDRAG_FUZZ_SEED").unwrap_or_default();
    seed[8..16].copy_from_slice(&lot.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let bytes = prop::collection::vec(any::<u8>(), 0..64);
    let result = TestRunner::new_with_rng(config, rng).run(&bytes, |bytes| {
        watch.time(target, &bytes);
        Ok::<(), TestCaseError>(())
    });
    if let Err(failure) = result {
        panic!("{name}: {failure}");
    }
}

/// The input that is being tried, and since when.
type UnderWay = Option<(Instant, Vec<u8>)>;

/// Ends the run when one input takes too long.
struct Watch {
    now: Arc<Mutex<UnderWay>>,
    slowest: Mutex<(Duration, Vec<u8>)>,
}

impl Watch {
    fn new(name: &'static str) -> Watch {
        let now: Arc<Mutex<UnderWay>> = Arc::default();
        let seen = Arc::downgrade(&now);
        std::thread::spawn(move || {
            while let Some(now) = seen.upgrade() {
                if let Some((since, bytes)) = &*now.lock().unwrap()
                    && since.elapsed() > LIMIT
                {
                    // not what a test prints and its harness keeps to itself
                    let mut error = std::io::stderr();
                    let _ = writeln!(error, "{name} hangs on {bytes:?}");
                    std::process::exit(101);
                }
                drop(now);
                std::thread::sleep(Duration::from_millis(500));
            }
        });
        Watch {
            now,
            slowest: Mutex::default(),
        }
    }

    fn time(&self, target: fn(&[u8]), bytes: &[u8]) {
        let since = Instant::now();
        *self.now.lock().unwrap() = Some((since, bytes.to_vec()));
        target(bytes);
        *self.now.lock().unwrap() = None;
        let mut slowest = self.slowest.lock().unwrap();
        if since.elapsed() > slowest.0 {
            *slowest = (since.elapsed(), bytes.to_vec());
        }
    }
}
