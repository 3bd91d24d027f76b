const data = JSON.parse(document.getElementById("data").textContent);
const steps = [stepFixedVector(data), stepOneQuery(data), stepAlignment(data), stepSelfAttention(data)];
/* Nobody has moved anything yet: keep the screen reader silent at the start. */
clearTimeout(speaking);
window.attentionPlay = { compute, selfAttention, softmax, hull, mean, steps };
