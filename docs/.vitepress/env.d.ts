declare module '*.vue' {
  import type { Theme } from 'vitepress';

  const component: Theme['Layout'] & object;
  export default component;
}
declare module '*.css';
