export { BudgetExceededError, InsufficientCreditsError } from "../client/problem.js";
export {
  checkDebit,
  type Debited,
  type DebitOptions,
  DebitRefusedError,
  DormantAccountError,
  debit,
  type Price,
} from "./debit.js";
export type { DrizzleTransaction, PgTransaction, PrismaTransaction, Transaction } from "./transaction.js";
export { type TransactionJob, type WithCreditsOptions, withCredits } from "./with-credits.js";
