/// Names of places, and what they can mean.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {}
