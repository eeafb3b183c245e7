//! From a key and an appropriation to whole kronor, and how published amounts differ from them.

use statsbidrag::allocation::{AllocationKey, Procedure, Step};
use statsbidrag::exact::{Kronor, Ratio};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = AllocationKey::new(vec![1_203, 845, 410])?;
    let (appropriation, ranks) = (Ratio::whole(1_000_000), vec![0, 1, 2]);
    let allocation = Procedure::new(vec![
        Step::Apportion { appropriation, key },
        Step::largest_remainder(ranks),
    ])
    .run()?;
    allocation.certificate()?; // the sum is right, and every krona has its reason
    let published = [489_422, 343_775, 166_803].map(Kronor);
    for (computed, published) in allocation.amounts()?.into_iter().zip(published) {
        let difference = published.sub(computed)?;
        println!("{computed}, published {published}: {difference}");
    }
    Ok(())
}
