-- AlterTable
ALTER TABLE "credit_pack" ADD COLUMN     "volume" JSONB;
