export { BodyTooLargeError } from './request-body';
export { answerOf, toNodeHandler } from './to-node-handler';
export { throughNode } from './through-node';
export type { Answer } from './answer';
export type { FastifyReply, NodeReply, OutgoingReply } from './node-reply';
export type { IncomingRequest, NodeRequest } from './node-request';
export type { RequestFacts } from './request-facts';
export type { NodeAnswering, NodeContext } from './through-node';
export type { FetchHandler, NodeHandlerOptions } from './to-node-handler';
