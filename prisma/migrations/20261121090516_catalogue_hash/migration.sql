-- AlterTable
ALTER TABLE "credit_pack" ADD COLUMN     "catalogue_hash" TEXT;

-- AlterTable
ALTER TABLE "plan" ADD COLUMN     "catalogue_hash" TEXT;
