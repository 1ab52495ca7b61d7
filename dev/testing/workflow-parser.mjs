// Bundled by workflow-errors.mjs: the package imports JSON in a way that bundlers understand, but Node does not.
export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
