export { describeEndings, type Run, type Script, type Wrapper } from "./endings.js";
export { stubRefill } from "./stub-refill.js";
