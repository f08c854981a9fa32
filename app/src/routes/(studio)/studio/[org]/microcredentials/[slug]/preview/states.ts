/** Where a learner can stand: before enrolling, under way, with a result and feedback, with the award. */
export const previewStates = ['before', 'under-way', 'result', 'awarded'] as const;
