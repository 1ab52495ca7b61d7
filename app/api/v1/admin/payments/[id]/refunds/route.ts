import { refundPaymentEndpoint } from "@/lib/api/endpoints/admin-payments/definition";
import { paymentRefundProblem } from "@/lib/api/endpoints/admin-payments/refusals";
import { toAdminPaymentView } from "@/lib/api/endpoints/admin-payments/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { sentKey } from "@/lib/api/http/idempotency-key";
import { invalidFields, Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { services } from "@/lib/services";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(refundPaymentEndpoint, async (call) => {
    const { request, params, body, database, now } = call;
    const sent = sentKey(request, body.idempotencyKey);
    if (sent instanceof Problem) return sent;
    if (sent.key === undefined)
      return invalidFields([{ field: "idempotencyKey", message: "Send an idempotency key." }]);
    const { amountCents, reason } = body;
    const wish = { paymentId: params.id, amountCents, reason, idempotencyKey: sent.key };
    const refunded = await refundPayment(services(), auditActor(call), wish, now);
    if (!refunded.ok) return paymentRefundProblem(refunded);
    const user = await database.prisma.user.findUniqueOrThrow({
      where: { id: refunded.payment.userId },
      select: { id: true, email: true, externalId: true, deletedAt: true },
    });
    return { payment: toAdminPaymentView({ ...refunded.payment, user }) };
  }),
});
