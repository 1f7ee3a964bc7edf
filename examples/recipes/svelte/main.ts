import { mount } from 'svelte';
import App from './App.svelte';
import { ask } from './user.svelte';

mount(App, { target: document.getElementById('app') ?? document.body });
void ask('/api/me');
