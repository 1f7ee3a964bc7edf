import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import AssociationTimeline from './association-timeline.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component('AssociationTimeline', AssociationTimeline);
  },
} satisfies Theme;
